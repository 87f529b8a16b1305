package io.sluice.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the gateway beside bare servers and clients, case by case, and prints one table.
 *
 * <p>Exit code: 0 when every case ran, goals met or not; 1 when one broke; 2 for a bad command line.
 */
public final class Bench {
    private static final Path HOME =
            Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath();

    private Bench() {}

    /** Runs the cases that the arguments name, or all. */
    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.parse(List.of(arguments), Cases.names());
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (options.list()) {
            Cases.ALL.forEach(one -> System.out.printf("%-28s %s%n", one.name(), one.about()));
            return;
        }
        System.exit(options.sizes() ? sizes(options) : run(options));
    }

    private static int run(Options options) {
        Scale scale = options.quick() ? Scale.brief() : Scale.full();
        Machine machine = Machine.here();
        List<Row> rows = new ArrayList<>();
        int broken = 0;
        long start = System.nanoTime();
        try (Lab lab = open(scale)) {
            for (BenchCase one : Cases.ALL) {
                if (options.wants(one.name())) {
                    broken += run(one, lab, rows);
                }
            }
        }
        System.out.println();
        System.out.print(Table.of(rows));
        System.out.printf("%n%s%n", machine);
        System.out.println(
                scale.quick()
                        ? "A quick run: smaller topics, short rounds, cold servers. It shows breakage, not speed."
                        : "Medians of %d rounds of %.0f s each, gateway and control in turn."
                                .formatted(scale.rounds(), scale.roundSeconds()));
        System.out.printf("%d s in all%n", (System.nanoTime() - start) / 1_000_000_000);
        Report.write(options.file(HOME), machine, scale, rows);
        return broken == 0 ? 0 : 1;
    }

    private static int sizes(Options options) {
        try (Lab lab = open(options.quick() ? Scale.brief() : Scale.full())) {
            Sizes.run(lab, options.file(HOME), Machine.here());
            return 0;
        } catch (BenchFailure e) {
            e.printStackTrace();
            return 1;
        }
    }

    private static Lab open(Scale scale) {
        var lab = new Lab(scale, HOME);
        Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "end the processes"));
        return lab;
    }

    /** Returns the number of cases that broke: 0 or 1. */
    private static int run(BenchCase one, Lab lab, List<Row> rows) {
        System.err.println("bench: " + one.name() + " ...");
        long start = System.nanoTime();
        try {
            List<Row> measured = one.run(lab);
            rows.addAll(measured);
            System.err.print(Table.of(measured).lines().skip(2).reduce("", (text, line) -> text + line + '\n'));
            System.err.printf("bench: %s took %d s%n", one.name(), (System.nanoTime() - start) / 1_000_000_000);
            return 0;
        } catch (RuntimeException e) {
            System.err.println("bench: " + one.name() + " BROKE");
            e.printStackTrace();
            rows.add(Row.unmeasured(
                    one.name(),
                    "",
                    "BROKE: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
            lab.endFixture(); // whatever state it is in
            return 1;
        }
    }
}
