package io.sluice.config.yaml;

import io.sluice.config.CatalogConfig;
import io.sluice.config.CatalogConfig.Apicurio;
import io.sluice.config.CatalogConfig.Registry;
import io.sluice.config.SchemaReference;
import io.sluice.config.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code catalogs}. */
final class CatalogReader {
    private static final Map<String, String> TYPES = types();
    private static final Map<String, String> USE_ID = Choices.words("globalId", "contentId");
    private static final Map<String, String> ID_ENCODING = Choices.words("default", "legacy");
    private static final NumberRange MAX_AGE = new NumberRange(0, 31_536_000, Registry.DEFAULT_MAX_AGE.toSeconds());

    private CatalogReader() {}

    /** Empty, and reported, when the type is not known. */
    static Optional<CatalogConfig> read(String name, Cursor catalog) {
        if (!catalog.has("type")) {
            catalog.missing("type");
        }
        String type = catalog.choice("type", TYPES);
        Text vault = catalog.text("vault");
        Cursor options = catalog.requireMapping("options");
        if (type == null || options == null) {
            return Optional.empty();
        }
        CatalogConfig config = switch (type) {
            case "inline" -> inline(name, catalog, options);
            case "filesystem" -> files(name, catalog, options);
            default -> registry(catalog, options, new Named(name, type, Optional.ofNullable(vault)));
        };
        options.finish();
        catalog.finish();
        return Optional.of(config);
    }

    private static CatalogConfig inline(String name, Cursor catalog, Cursor options) {
        Map<String, CatalogConfig.Subject> subjects = new LinkedHashMap<>();
        Cursor members = options.requireMapping("subjects");
        if (members != null) {
            members.allMappings().forEach((subject, cursor) -> {
                String version = cursor.string("version", SchemaReference.LATEST);
                subjects.put(subject, new CatalogConfig.Subject(cursor.at(), version, cursor.requireText("schema")));
                cursor.finish();
            });
        }
        return new CatalogConfig.Inline(name, catalog.at(), subjects);
    }

    private static CatalogConfig files(String name, Cursor catalog, Cursor options) {
        Map<String, Text> paths = new LinkedHashMap<>();
        Cursor members = options.requireMapping("subjects");
        if (members != null) {
            members.allMappings().forEach((subject, cursor) -> {
                paths.put(subject, cursor.requireText("path"));
                cursor.finish();
            });
        }
        return new CatalogConfig.Files(name, catalog.at(), paths);
    }

    private static CatalogConfig registry(Cursor catalog, Cursor options, Named named) {
        boolean isApicurio = named.type().equals("apicurio");
        Apicurio apicurio = null;
        if (isApicurio) {
            apicurio = new Apicurio(
                    options.choice("use-id", USE_ID, Apicurio.DEFAULT.useId()),
                    options.choice("id-encoding", ID_ENCODING, Apicurio.DEFAULT.idEncoding()));
        }
        return new Registry(
                named.name(),
                catalog.at(),
                named.type(),
                named.vault().orElse(null),
                OutboundReader.url(options, "url"),
                options.string(isApicurio ? "group-id" : "context", Registry.DEFAULT_GROUP),
                Duration.ofSeconds(options.number("max-age", MAX_AGE)),
                OutboundReader.tls(options.mapping("tls")),
                OutboundReader.authorization(options.mapping("credentials")),
                apicurio);
    }

    private static Map<String, String> types() {
        Map<String, String> types =
                new LinkedHashMap<>(Choices.words("inline", "filesystem", "schema-registry", "karapace", "apicurio"));
        types.put("karapace-schema-registry", "karapace");
        types.put("apicurio-registry", "apicurio");
        return types;
    }

    private record Named(String name, String type, Optional<Text> vault) {}
}
