package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.regex.RegularExpression;
import io.sluice.rest.format.ContentReader.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema: the record holds JSON, which is checked when it is written. Draft 7 is meant where a schema does not say.
 *
 * <p>References lead within the schema, to those that the registry has for it, and to the meta-schemas; nothing else is
 * ever fetched.
 */
final class JsonSchema implements ParsedSchema {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonText.FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final int STEPS = 2_000_000;
    private static final long OBJECTS_BY_LENGTH = 1_000_000_000; // keywords walk over their whole list for each object

    private final Schema schema;
    private final int length;
    private final @Nullable String title;

    private JsonSchema(Schema schema, int length, @Nullable String title) {
        this.schema = schema;
        this.length = length;
        this.title = title;
    }

    static JsonSchema parse(String text, Map<String, String> references) throws InvalidSchemaException {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidSchemaException(e.getOriginalMessage());
        }
        Schema schema = registry(references).getSchema(json);
        schema.initializeValidators();
        return new JsonSchema(schema, text.length(), json.path("title").textValue());
    }

    @Override
    public Format format() {
        return Format.JSONSCHEMA;
    }

    @Override
    public @Nullable String name() {
        return title;
    }

    @Override
    public void encode(byte[] json, ByteArrayOutputStream to) {
        JsonNode value;
        try {
            value = MAPPER.readTree(json);
        } catch (IOException e) {
            throw Failures.badRequest(String.valueOf(e.getMessage()));
        }
        if (objects(json) * length > OBJECTS_BY_LENGTH) {
            throw Failures.badRequest("the value has too many objects for a schema of this length.");
        }
        List<Error> errors;
        try {
            errors = check(value);
        } catch (
                StackOverflowError
                        e) { // a reference that leads to itself, or a pattern that recurses for each character
            throw Failures.badRequest("checking the value against the schema goes too deep.");
        } catch (RuntimeException e) {
            throw Failures.badRequest(Failures.quoted(String.valueOf(e.getMessage())));
        }
        if (!errors.isEmpty()) {
            Error first = errors.get(0);
            throw Failures.badRequest("#" + Failures.quoted(first.getInstanceLocation() + ": " + first.getMessage()));
        }
        to.writeBytes(json);
    }

    @Override
    public byte[] decode(byte[] record, int from) throws UnreadableException {
        byte[] json = Arrays.copyOfRange(record, from, record.length);
        return JsonReader.checked(json);
    }

    private List<Error> check(JsonNode value) {
        var budget = new Budget(STEPS);
        var context = new BudgetedContext(budget);
        context.setFailFast(true);
        List<Error> errors = new ArrayList<>();
        budget.run(() -> errors.addAll(schema.validate(context, value, OutputFormat.DEFAULT)));
        if (budget.exhausted()) {
            throw new Budget.ExhaustedException();
        }
        return errors;
    }

    private static long objects(byte[] json) {
        long objects = 0;
        for (byte b : json) {
            if (b == '{') {
                objects++;
            }
        }
        return objects;
    }

    private static SchemaRegistry registry(Map<String, String> references) {
        return SchemaRegistry.builder()
                .defaultDialectId(Dialects.getDraft7().getId())
                .dialectRegistry(new BasicDialectRegistry(List.of(
                        Dialects.getDraft4(),
                        Dialects.getDraft6(),
                        Dialects.getDraft7(),
                        Dialects.getDraft201909(),
                        Dialects.getDraft202012())))
                .schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .locale(Locale.ROOT)
                        .regularExpressionFactory(JsonSchema::pattern)
                        .build())
                .schemaLoader(loader -> loader.block(iri -> iri.toString().startsWith("classpath:"))
                        .resourceLoaders(loaders -> loaders.resources(iri -> reference(iri, references))))
                .build();
    }

    /** The text of a reference, which the schema may have resolved against its own id. */
    private static @Nullable String reference(String iri, Map<String, String> references) {
        for (Map.Entry<String, String> reference : references.entrySet()) {
            if (iri.equals(reference.getKey()) || iri.endsWith("/" + reference.getKey())) {
                return reference.getValue();
            }
        }
        return null;
    }

    private static RegularExpression pattern(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return text -> {
            try {
                return pattern.matcher(new BudgetedText(text, Budget.current())).find();
            } catch (Budget.ExhaustedException e) {
                return false; // the check ends at its next step, without the library's log entry about the pattern
            }
        };
    }
}
