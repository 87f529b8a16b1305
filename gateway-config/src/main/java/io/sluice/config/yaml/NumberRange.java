package io.sluice.config.yaml;

/** The values of an optional number, and the one that counts when it is absent. */
record NumberRange(long lowest, long highest, long absent) {}
