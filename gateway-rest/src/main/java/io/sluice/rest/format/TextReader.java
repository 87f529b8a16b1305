package io.sluice.rest.format;

/** Shows UTF-8 as a JSON string. */
final class TextReader implements ContentReader {
    @Override
    public Content read(byte[] bytes) throws UnreadableException {
        String text = Utf8.decode(bytes);
        if (text == null) {
            throw new UnreadableException("not text in UTF-8");
        }
        return Content.text(text, bytes.length);
    }
}
