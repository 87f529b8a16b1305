package io.sluice.record.openapi;

import io.sluice.record.exchange.NamedValues;
import io.sluice.record.schema.LeftOut;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the bodies of one message have in common, by media type. One thread. */
final class ContentState {
    private static final int MAX_MEDIA_TYPES = 16;
    private static final int OUTLINE_DEPTH = 3;
    private static final int MAX_OUTLINE = 300;

    private final Rules rules;
    private final SortedMap<String, MediaState> media = new TreeMap<>();
    private long messages;
    private long bodies;

    ContentState(Rules rules) {
        this.rules = rules;
    }

    /** Learns from a message; a body that was not recorded is known by its content-type at least. */
    void observe(NamedValues headers, @Nullable String body, LeftOut leftOut) {
        messages++;
        String contentType = Objects.requireNonNullElse(headers.first("content-type"), "");
        if (body == null ? MediaKind.mediaType(contentType).isEmpty() : body.isEmpty()) {
            return;
        }
        bodies++;
        String type = ContentParser.mediaType(headers, body == null ? "" : body);
        MediaState state = media(type, leftOut);
        if (state != null && body != null) {
            state.observe(contentType, body, leftOut);
        }
    }

    private @Nullable MediaState media(String type, LeftOut leftOut) {
        MediaState known = media.get(type);
        if (known == null && media.size() < MAX_MEDIA_TYPES) {
            known = new MediaState(MediaKind.of(type), rules);
            media.put(type, known);
        } else if (known == null) {
            leftOut.count(LeftOut.Reason.MEDIA_TYPES);
        }
        return known;
    }

    void mergeFrom(ContentState other, LeftOut leftOut) {
        messages += other.messages;
        bodies += other.bodies;
        other.media.forEach((type, theirs) -> {
            MediaState ours = media(type, leftOut);
            if (ours != null) {
                ours.mergeFrom(theirs, leftOut);
            }
        });
    }

    SortedMap<String, MediaState> media() {
        return media;
    }

    /** Whether there was a body at all. */
    boolean hasBodies() {
        return bodies > 0;
    }

    /** Whether all messages had one. */
    boolean isAlwaysThere() {
        return bodies == messages;
    }

    /** Adds what tells these bodies from others, and says whether there was anything to look into. */
    boolean features(String prefix, Set<String> features) {
        int before = features.size();
        media.forEach((type, state) -> state.schema().outline(prefix + type, OUTLINE_DEPTH, features, MAX_OUTLINE));
        boolean telling = features.size() > before;
        media.keySet().forEach(type -> features.add(prefix + type));
        return telling;
    }
}
