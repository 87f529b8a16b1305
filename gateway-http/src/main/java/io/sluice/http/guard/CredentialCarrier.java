package io.sluice.http.guard;

import java.util.Set;

/** A request head that can forget: credentials must not reach logs, records and whoever else looks at it later. */
public interface CredentialCarrier {

    /** Drops all query parameters of these names, as they are after decoding. */
    void dropParameters(Set<String> names);

    /** Drops all values of a header field. */
    void dropField(String name);
}
