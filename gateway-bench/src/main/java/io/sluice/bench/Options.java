package io.sluice.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line. Immutable.
 *
 * @param quick {@code --quick}: a short run that shows breakage
 * @param list {@code --list}: only names the cases
 * @param sizes {@code sizes} in place of cases: measures cost against size
 * @param out {@code --out FILE}: where the JSON goes; null for the usual place
 * @param cases the cases to run; empty for all
 */
record Options(
        boolean quick,
        boolean list,
        boolean sizes,
        @Nullable Path out,
        List<String> cases) {

    /**
     * Reads the arguments.
     *
     * @param known the names of all cases
     * @throws IllegalArgumentException for an unknown option or case; the message says which
     */
    static Options parse(List<String> arguments, List<String> known) {
        boolean quick = false;
        boolean list = false;
        boolean sizes = false;
        @Nullable Path out = null;
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.equals("--list")) {
                list = true;
            } else if (argument.equals("--out") && i + 1 < arguments.size()) {
                out = Path.of(arguments.get(++i));
            } else if (argument.equals("sizes")) {
                sizes = true;
            } else if (known.contains(argument)) {
                cases.add(argument);
            } else {
                throw new IllegalArgumentException(argument + " is no option and no case; --list names the cases");
            }
        }
        return new Options(quick, list, sizes, out, List.copyOf(cases));
    }

    /** Where the JSON goes, by default beside what was built. */
    Path file(Path home) {
        String name = sizes ? "sizes.json" : "bench.json";
        return out != null
                ? out
                : home.resolve("gateway-bench").resolve("target").resolve(name);
    }

    /** Whether a case is to run. */
    boolean wants(String name) {
        return cases.isEmpty() || cases.contains(name);
    }
}
