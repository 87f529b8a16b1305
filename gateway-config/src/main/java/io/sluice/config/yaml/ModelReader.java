package io.sluice.config.yaml;

import io.sluice.config.Location;
import io.sluice.config.ModelConfig;
import io.sluice.config.SchemaReference;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads models: the word of a scalar type, or a mapping with {@code model}. */
final class ModelReader {
    private static final Map<String, String> TYPES = Choices.words(
            "json", "avro", "protobuf", "string", "int32", "int64", "float", "double", "boolean", "bytes");
    private static final Map<String, String> ENCODINGS = Choices.words("utf_8", "utf_16");
    private static final Map<String, String> FORMATS = Choices.words("text", "binary");
    private static final Map<String, String> VIEWS = Choices.words("json");
    private static final Map<String, String> STRATEGIES = Choices.words("topic", "encoded");
    private static final Map<String, ModelConfig.Strictness> STRICTNESS = strictness();

    private ModelReader() {}

    static Map<String, ModelConfig> byName(@Nullable Cursor models) {
        Map<String, ModelConfig> read = new LinkedHashMap<>();
        if (models != null) {
            for (String name : models.keys()) {
                ModelConfig model = read(models, name);
                if (model != null) {
                    read.put(name, model);
                }
            }
        }
        return read;
    }

    /** Null when absent or wrong. */
    static @Nullable ModelConfig read(Cursor owner, String key) {
        YamlNode node = owner.node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Scalar) {
            String type = owner.choice(key, TYPES);
            return type == null ? null : bare(owner, type, node.at());
        }
        Cursor model = owner.asMapping(node);
        if (model == null) {
            return null;
        }
        ModelConfig config = model(model);
        if (config != null) {
            model.finish();
        }
        return config;
    }

    private static @Nullable ModelConfig bare(Cursor owner, String type, Location at) {
        return switch (type) {
            case "json", "avro", "protobuf" -> {
                owner.problems().error(at, "a " + type + " model needs a \"catalog\"");
                yield null;
            }
            case "string" -> new ModelConfig.Characters(at, "utf_8", null, null, null);
            case "boolean", "bytes" -> new ModelConfig.Plain(at, type);
            default -> new ModelConfig.Numeric(at, type, "text", null, null);
        };
    }

    private static @Nullable ModelConfig model(Cursor model) {
        if (!model.has("model")) {
            model.missing("model");
            return null;
        }
        String type = model.choice("model", TYPES);
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "json", "avro", "protobuf" -> schema(model, type);
            case "string" -> characters(model);
            case "boolean", "bytes" -> new ModelConfig.Plain(model.at(), type);
            default -> numeric(model, type);
        };
    }

    private static ModelConfig numeric(Cursor model, String type) {
        String format = model.choice("format", FORMATS, "text");
        return new ModelConfig.Numeric(model.at(), type, format, model.text("range"), model.text("multiple"));
    }

    private static ModelConfig characters(Cursor model) {
        Long shortest = model.number("minLength", 0, Integer.MAX_VALUE);
        Long longest = model.number("maxLength", 0, Integer.MAX_VALUE);
        return new ModelConfig.Characters(
                model.at(),
                model.choice("encoding", ENCODINGS, "utf_8"),
                shortest == null ? null : Math.toIntExact(shortest),
                longest == null ? null : Math.toIntExact(longest),
                model.text("pattern"));
    }

    private static @Nullable ModelConfig schema(Cursor model, String type) {
        String view = type.equals("json") ? null : model.choice("view", VIEWS);
        ModelConfig.Strictness decode = strictness(model, "decode");
        ModelConfig.Strictness encode = strictness(model, "encode");
        Cursor catalogs = model.requireMapping("catalog");
        if (catalogs == null || catalogs.keys().size() != 1) {
            if (catalogs != null) {
                model.problems().error(catalogs.at(), "expected exactly one catalog");
            }
            model.finish();
            return null;
        }
        String catalog = catalogs.keys().iterator().next();
        Text reference = new Text(catalog, catalogs.keyAt(catalog));
        List<SchemaReference> schemas = references(catalogs, catalog, type.equals("protobuf"));
        return new ModelConfig.Schema(model.at(), type, reference, schemas, view, decode, encode);
    }

    /** {@code validate} is one word for both directions, or one per direction. */
    private static ModelConfig.@Nullable Strictness strictness(Cursor model, String direction) {
        YamlNode node = model.node("validate");
        if (node == null || node instanceof YamlNode.Scalar) {
            return model.choice("validate", STRICTNESS);
        }
        Cursor validate = model.mapping("validate");
        if (validate == null) {
            return null;
        }
        validate.has("decode");
        validate.has("encode");
        validate.finish();
        return validate.choice(direction, STRICTNESS);
    }

    private static List<SchemaReference> references(Cursor catalogs, String catalog, boolean isProtobuf) {
        catalogs.requireItems(catalog);
        List<SchemaReference> references = new ArrayList<>();
        for (Cursor entry : catalogs.mappings(catalog)) {
            Long id = entry.number("id", 0, Integer.MAX_VALUE);
            String strategy = entry.choice("strategy", STRATEGIES);
            Text subject = entry.text("subject");
            if (!isOne(entry.has("id"), entry.has("strategy"), entry.has("subject"))) {
                entry.problems().error(entry.at(), "needs exactly one of \"id\", \"strategy\" and \"subject\"");
            }
            references.add(new SchemaReference(
                    entry.at(),
                    id == null ? null : Math.toIntExact(id),
                    strategy,
                    subject,
                    entry.string("version", SchemaReference.LATEST),
                    entry.text("overlay"),
                    isProtobuf ? entry.requireText("record") : null));
            entry.finish();
        }
        return references;
    }

    private static boolean isOne(boolean id, boolean strategy, boolean subject) {
        return (id ? 1 : 0) + (strategy ? 1 : 0) + (subject ? 1 : 0) == 1;
    }

    private static Map<String, ModelConfig.Strictness> strictness() {
        Map<String, ModelConfig.Strictness> words = new LinkedHashMap<>();
        words.put("strict", ModelConfig.Strictness.STRICT);
        words.put("lenient", ModelConfig.Strictness.LENIENT);
        return words;
    }
}
