package io.sluice.cli.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.record.diff.Change;
import io.sluice.record.diff.DocumentDiff;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.ExistingDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gateway openapi diff}: what changed from one document to another. */
@Command(
        name = "diff",
        description = "Tells what differs between two OpenAPI documents, and what of it breaks clients or servers."
                + " Exits 0 if nothing does, 1 if something does, or 2.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "A document in YAML or JSON.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "The document that is to take its place.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Print the differences as a JSON array.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command; picocli does. */
    DiffCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return Work.guarded(spec, this::diff);
    }

    private int diff() throws IOException {
        List<Change> changes = DocumentDiff.between(read(before), read(after));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(DocumentFile.text(asJson(changes), DocumentFile.Format.JSON));
        } else {
            changes.forEach(change -> out.println(line(change)));
            long breaking = changes.stream().filter(Change::breaking).count();
            out.println(
                    changes.isEmpty() ? "no differences" : changes.size() + " differences, " + breaking + " breaking");
        }
        out.flush();
        return changes.isEmpty() ? Work.DONE : Work.DIFFERENT;
    }

    private static ExistingDocument read(Path file) throws IOException {
        try {
            return ExistingDocument.of(DocumentFile.read(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static String line(Change change) {
        return (change.breaking() ? "! " : "  ") + word(change) + " " + change.place() + ": " + change.detail();
    }

    private static String word(Change change) {
        return change.kind().name().toLowerCase(Locale.ROOT);
    }

    private static ArrayNode asJson(List<Change> changes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        changes.forEach(change -> array.addObject()
                .put("change", word(change))
                .put("place", change.place())
                .put("detail", change.detail())
                .put("breaking", change.breaking()));
        return array;
    }
}
