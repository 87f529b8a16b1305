package io.sluice.kafka.reply;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.ConnectionFields;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Turns reply records into responses. Immutable.
 *
 * <p>A record's headers come from a service, not from a peer that speaks HTTP: what would break the message (framing and
 * connection fields, names that are no tokens, control characters in values) is left out.
 */
final class ReplyMapper {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int OVERHEAD = 200;

    private final String correlationIdHeader;

    /** Makes a mapper for replies that carry their correlation id in this header. */
    ReplyMapper(String correlationIdHeader) {
        this.correlationIdHeader = correlationIdHeader;
    }

    /** The correlation id of a record; null when it has none. */
    @Nullable String correlationId(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(correlationIdHeader);
        return header == null || header.value() == null ? null : text(header);
    }

    /** The response: status of {@code :status} (200 without), the other headers as fields, the value as body. */
    Reply map(ConsumerRecord<byte[], byte[]> record) {
        int status = 200;
        int weight = OVERHEAD;
        var fields = HttpFields.builder();
        for (Header header : record.headers()) {
            if (header.value() == null || header.key().equals(correlationIdHeader)) {
                continue;
            }
            String value = text(header);
            if (header.key().equals(":status")) {
                status = status(value);
            } else if (isField(header.key(), value)) {
                fields.add(header.key(), value);
                weight += header.key().length() + value.length() + OVERHEAD / 2;
            }
        }
        if (status < 0) {
            String detail = "The service replied with a :status that is no HTTP status.";
            return new Reply(null, Problem.of(ProblemType.REPLY_INVALID, detail), OVERHEAD);
        }
        boolean bodiless = status == 204 || status == 205 || status == 304 || record.value() == null;
        Body body = bodiless ? Body.empty() : Body.of(record.value());
        return new Reply(new HttpResponse(status, fields.build(), body), null, weight + (int) body.length());
    }

    /** The status; -1 when it is none that can end a request (RFC 9110 section 15: 200 to 599). */
    private static int status(String text) {
        if (text.length() != 3) {
            return -1;
        }
        int status = 0;
        for (int i = 0; i < 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            status = 10 * status + digit;
        }
        return status >= 200 && status <= 599 ? status : -1;
    }

    private static boolean isField(String name, String value) {
        return isToken(name) && !ConnectionFields.NAMES.contains(name.toLowerCase(Locale.ROOT)) && isText(value);
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isToken(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
