package io.sluice.cli;

/** The version in the jar's manifest. Stateless. */
final class Version {
    private Version() {}

    /** The version; {@code development} when not run from a jar. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
