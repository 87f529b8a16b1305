package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A decoded key or value: writing it cannot fail for its sake any more. */
interface Content {
    /** A key or value that the record does not have. */
    Content NONE = new Content() {
        @Override
        public void write(JsonGenerator to) throws IOException {
            to.writeNull();
        }

        @Override
        public int size() {
            return 0;
        }
    };

    /** Writes it as one JSON value. */
    void write(JsonGenerator to) throws IOException;

    /** What it counts towards a response's bound, in bytes. */
    int size();

    /** Any bytes, as base64. */
    static Content base64(byte[] bytes) {
        return new Content() {
            @Override
            public void write(JsonGenerator to) throws IOException {
                to.writeBinary(bytes);
            }

            @Override
            public int size() {
                return bytes.length;
            }
        };
    }

    /** Text of that many bytes, as a JSON string. */
    static Content text(String text, int bytes) {
        return new Content() {
            @Override
            public void write(JsonGenerator to) throws IOException {
                to.writeString(text);
            }

            @Override
            public int size() {
                return bytes;
            }
        };
    }

    /** Checked JSON in UTF-8. */
    static Content json(byte[] json) {
        var raw = new RawJson(json);
        return new Content() {
            @Override
            public void write(JsonGenerator to) throws IOException {
                to.writeRawValue(raw);
            }

            @Override
            public int size() {
                return json.length;
            }
        };
    }
}
