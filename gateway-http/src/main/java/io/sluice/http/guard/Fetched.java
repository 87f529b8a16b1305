package io.sluice.http.guard;

/** A key set as it was fetched. */
record Fetched(String text, VerificationKeys keys) {}
