package io.sluice.bench;

import java.util.List;

/** Something that is measured. Stateless. */
public interface BenchCase {
    /** Its name on the command line and in the table; it never changes. */
    String name();

    /** What it measures, in one line. */
    String about();

    /**
     * Measures it.
     *
     * @return what to report, a row or more
     * @throws BenchFailure if something answers wrongly; that a goal is missed is no failure
     */
    List<Row> run(Lab lab);
}
