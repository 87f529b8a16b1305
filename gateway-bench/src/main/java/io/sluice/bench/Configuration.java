package io.sluice.bench;

/** The configuration of a gateway, as a user would write it. */
@FunctionalInterface
public interface Configuration {
    /**
     * The whole file.
     *
     * @param port where to listen on 127.0.0.1
     * @param bootstrap the broker's address
     */
    String yaml(int port, String bootstrap);
}
