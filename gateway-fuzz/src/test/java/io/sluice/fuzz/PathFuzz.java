package io.sluice.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.Params;
import io.sluice.engine.route.PathPattern;
import io.sluice.engine.route.RouteCondition;
import io.sluice.engine.route.RouteResult;
import io.sluice.engine.route.RouteTable;
import java.util.List;

/** A path is matched by a pattern as by a table that has only this pattern; it is malformed for both or for none. */
class PathFuzz {
    @FuzzTest(maxDuration = "2m")
    void matchesByItselfAsInATable(FuzzedDataProvider data) {
        PathPattern pattern;
        try {
            pattern = PathPattern.compile("/" + data.consumeString(60));
        } catch (IllegalArgumentException e) {
            return; // no pattern
        }
        String path = "/" + data.consumeRemainingAsAsciiString();
        RouteTable<String> table = RouteTable.<String>builder()
                .add("only", List.of(new RouteCondition(MethodPattern.compile("GET"), pattern)))
                .build();
        if (!alone(pattern, path).equals(tabled(table, path))) {
            throw new AssertionError(pattern + " | " + path);
        }
    }

    private static String alone(PathPattern pattern, String path) {
        try {
            Params params = pattern.match(path);
            return params == null ? "no match" : params.toString();
        } catch (ProblemException e) {
            return "malformed";
        }
    }

    private static String tabled(RouteTable<String> table, String path) {
        try {
            RouteResult<String> result = table.lookup("GET", path, plan -> true);
            return result instanceof RouteResult.Match<String> match
                    ? match.params().toString()
                    : "no match";
        } catch (ProblemException e) {
            return "malformed";
        }
    }
}
