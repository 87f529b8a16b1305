package io.sluice.config.yaml;

import io.sluice.config.Acks;
import io.sluice.config.FetchConfig;
import io.sluice.config.FilterConfig;
import io.sluice.config.Location;
import io.sluice.config.MergeConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.Text;
import io.sluice.config.WithConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code with} of an {@code http-kafka} route. */
final class WithReader {
    private static final String FETCH = "fetch";
    private static final Map<String, String> CAPABILITIES = Choices.words(FETCH, "produce");
    static final Map<String, Acks> ACKS = acks();
    private static final NumberRange TIMEOUT =
            new NumberRange(1, ProduceConfig.LONGEST_TIMEOUT.toSeconds(), ProduceConfig.DEFAULT_TIMEOUT.toSeconds());

    private WithReader() {}

    /** Empty, and reported, when the capability is not known. */
    static Optional<WithConfig> read(Cursor route) {
        Cursor with = route.requireMapping("with");
        if (with == null) {
            return Optional.empty();
        }
        if (!with.has("capability")) {
            with.missing("capability");
            return Optional.empty();
        }
        String capability = with.choice("capability", CAPABILITIES);
        if (capability == null) {
            return Optional.empty();
        }
        WithConfig config = capability.equals(FETCH) ? fetch(with) : produce(with);
        with.finish();
        return Optional.of(config);
    }

    private static FetchConfig fetch(Cursor with) {
        with.requireItems("filters");
        List<FilterConfig> filters = new ArrayList<>();
        for (Cursor filter : with.mappings("filters")) {
            Text key = filter.text("key");
            Map<String, Text> headers = filter.textMap("headers");
            if (key == null && headers.isEmpty() && !filter.has("key")) {
                filter.problems().error(filter.at(), "the filter is empty (it needs a \"key\" or \"headers\")");
            }
            if (key != null || !headers.isEmpty()) {
                filters.add(new FilterConfig(filter.at(), key, headers));
            }
            filter.finish();
        }
        return new FetchConfig(with.at(), with.requireText("topic"), filters, merge(with.mapping("merge")));
    }

    private static @Nullable MergeConfig merge(@Nullable Cursor merge) {
        if (merge == null) {
            return null;
        }
        Location at = merge.at();
        Text contentType = merge.text("content-type");
        if (contentType != null && !isJson(contentType.value())) {
            merge.problems()
                    .error(contentType.at(), Choices.unexpected(contentType.value(), List.of("application/json")));
        }
        Text initial = null;
        Text path = null;
        Cursor patch = merge.mapping("patch");
        if (patch != null) {
            initial = patch.text("initial");
            path = patch.anyText(patch.node("path"));
            patch.finish();
        }
        merge.finish();
        MergeConfig defaults = MergeConfig.defaults(at);
        return new MergeConfig(
                at,
                contentType == null ? defaults.contentType() : contentType.value(),
                initial == null ? defaults.patchInitial() : initial,
                path == null ? defaults.patchPath() : path);
    }

    private static boolean isJson(String mediaType) {
        return mediaType.equals(MergeConfig.DEFAULT_CONTENT_TYPE) || mediaType.endsWith("+json");
    }

    private static ProduceConfig produce(Cursor with) {
        Text replyTo = with.text("reply-to");
        Map<String, Text> async = Headers.map(with, "async");
        if (with.has("async") && !with.has("reply-to")) {
            with.problems().error(with.keyAt("async"), "needs \"reply-to\", the topic that the answer comes from");
        }
        return new ProduceConfig(
                with.at(),
                with.requireText("topic"),
                with.choice("acks", ACKS, Acks.IN_SYNC_REPLICAS),
                with.text("key"),
                with.textMap("overrides"),
                replyTo,
                with.string("correlation-id"),
                replyTo == null ? Map.of() : async,
                Duration.ofSeconds(with.number("timeout", TIMEOUT)));
    }

    private static Map<String, Acks> acks() {
        Map<String, Acks> words = new LinkedHashMap<>();
        for (Acks acks : Acks.values()) {
            words.put(acks.word(), acks);
        }
        return words;
    }
}
