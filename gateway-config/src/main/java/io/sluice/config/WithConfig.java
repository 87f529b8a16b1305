package io.sluice.config;

/** {@code with} of an {@code http-kafka} route: the capability and its settings. */
public sealed interface WithConfig permits FetchConfig, ProduceConfig {

    /** The topic; may be a template over path parameters and identity. */
    Text topic();

    /** Where {@code with} starts. */
    Location at();
}
