package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiCommandTest {
    private static final String ONE = "{\"request\":{\"method\":\"get\",\"protocol\":\"http\",\"host\":\"h\",\"path\":"
            + "\"/users/1\"},\"response\":{\"statusCode\":200,\"body\":\"{\\\"id\\\":1}\"}}\n";
    private static final String TWO = ONE.replace("users/1", "users/2").replace("\"host\":\"h\"", "\"host\":\"other\"");

    @TempDir
    Path folder;

    @Test
    void buildsADocumentAndSaysWhatItSkipped() throws IOException {
        Path input = input(ONE + "nonsense\n\n" + TWO);
        Path out = folder.resolve("deep/specs");

        RunCommand run = RunCommand.of("openapi", "build", "-i", input.toString(), "-o", out.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(out.resolve("openapi.json") + ": 1 paths");
        assertThat(run.err()).contains("2 exchanges", "1 skipped", "recordings.jsonl:2: not valid JSON");
        assertThat(out.resolve("openapi.json")).content().contains("\"/users/{userId}\"", "\"3.0.3\"");
    }

    @Test
    void writesYamlOfTheNewerVersionForEachHost() throws IOException {
        Path input = input(ONE + TWO);

        RunCommand run = RunCommand.of(
                "openapi",
                "build",
                "--source",
                "file:" + input,
                "--format",
                "yaml",
                "--openapi",
                "3.1",
                "--per-host",
                "-o",
                folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(folder.resolve("h.yaml")).content().contains("openapi: 3.1.0", "/users/{userId}:");
        assertThat(folder.resolve("other.yaml")).exists();
    }

    @Test
    void followsTheUsersTemplates() throws IOException {
        Path out = folder.resolve("api.yaml");

        RunCommand run = RunCommand.of(
                "openapi",
                "build",
                "--source",
                "file",
                "--input-file",
                input(ONE + TWO.replace("users", "health")).toString(),
                "--path-template",
                "/users/{who}",
                "--path-template",
                "ignore:/health/**",
                "-o",
                out.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("left out 1 exchanges that a template ignores");
        assertThat(out).content().contains("/users/{who}:").doesNotContain("health");
    }

    @Test
    void keepsWhatAnInitialDocumentSays() throws IOException {
        Path initial = folder.resolve("initial.yaml");
        Files.writeString(initial, """
                openapi: 3.0.3
                info: {title: Mine, version: '7'}
                paths:
                  /users/{who}:
                    get:
                      summary: Says who
                      responses: {default: {description: Anything}}
                """);
        Path out = folder.resolve("out.json");

        RunCommand run = RunCommand.of(
                "openapi", "build", "-i", input(ONE).toString(), "-a", initial.toString(), "-o", out.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(out)
                .content()
                .contains("Mine", "Says who", "Anything", "\"200\"")
                .doesNotContain("userId");
    }

    @Test
    void leavesFilesAloneWhenNothingWasRead() throws IOException {
        Path out = folder.resolve("mine.json");
        Files.writeString(out, "mine");

        RunCommand run = RunCommand.of("openapi", "build", "-i", input("").toString(), "-o", out.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("nothing was written");
        assertThat(out).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openapi build",
                "openapi build -i none.jsonl",
                "openapi build --source nonsense",
                "openapi build --source file",
                "openapi build --source stdin --topic t",
                "openapi build --source kafka:@",
                "openapi build --source kafka --follow --until-end",
                "openapi build --source kafka -i x",
                "openapi build -i x --max-records 0",
                "openapi build --source kafka --group g --max-records 1",
                "openapi build -i x --mode other",
                "openapi build -i x --openapi 2.0",
                "openapi build -i x --path-template users",
                "openapi build -i x --path-template /a/*",
                "openapi build -i x --param-regex (",
                "openapi build -i x --format xml",
                "openapi build -i x --per-host -o a.json",
                "openapi build -i x --write-every 0",
                "openapi diff a.yaml b.yaml",
                "openapi check -i x --spec none.yaml",
                "openapi check -i x",
                "openapi",
                "replay -i x --target ftp://h",
                "replay -i x --target http://h --filter size=1",
                "replay -i x --target http://h --ignore id",
                "replay -i x --target http://h --concurrency 0"
            })
    void refusesWhatMakesNoSense(String arguments) {
        RunCommand run = RunCommand.of(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void tellsWhatDiffers() throws IOException {
        Path before = document("before.yaml", "{type: integer}");
        Path after = document("after.yaml", "{type: string}");

        RunCommand same = RunCommand.of("openapi", "diff", before.toString(), before.toString());
        RunCommand words = RunCommand.of("openapi", "diff", before.toString(), after.toString());
        RunCommand json = RunCommand.of("openapi", "diff", before.toString(), after.toString(), "--json");

        assertThat(same.exitCode()).isZero();
        assertThat(same.out()).contains("no differences");
        assertThat(words.exitCode()).isEqualTo(1);
        assertThat(words.out())
                .contains("! changed GET /users/{id} response 200 application/json", "1 differences, 1 breaking");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out()).contains("\"breaking\": true");
    }

    @Test
    void checksExchangesByADocument() throws IOException {
        Path object = document("object.yaml", "{type: object, required: [id]}");
        Path text = document("text.yaml", "{type: string}");
        Path input = input(ONE + TWO);

        RunCommand good = RunCommand.of("openapi", "check", "-i", input.toString(), "--spec", object.toString());
        RunCommand bad = RunCommand.of("openapi", "check", "-i", input.toString(), "--spec", text.toString());

        assertThat(good.exitCode()).as(good.out()).isZero();
        assertThat(good.out()).contains("all as the document says");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out()).contains("GET /users/{id} 200: response body:", "2 times, first at recordings.jsonl:1");
    }

    private Path document(String name, String schema) throws IOException {
        Path file = folder.resolve(name);
        return Files.writeString(file, """
                openapi: 3.0.3
                info: {title: T, version: '1'}
                paths:
                  /users/{id}:
                    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
                    get:
                      responses:
                        '200':
                          description: OK
                          content: {application/json: {schema: %s}}
                """.formatted(schema));
    }

    private Path input(String lines) throws IOException {
        return Files.writeString(folder.resolve("recordings.jsonl"), lines);
    }
}
