package io.sluice.rest.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.sluice.rest.format.ContentReader.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Protocol buffers: values stand in JSON by protobuf's own mapping. In the record, the message follows the place of its type
 * in the file: the number of indexes and the indexes, from the outermost message to the innermost, as zigzag varints; a
 * single 0 stands for the first message. Values that are written are of the first message.
 */
final class ProtobufSchema implements ParsedSchema {
    private static final int MAX_INDEXES = 100;

    private final FileDescriptor file;
    private final Descriptor first;
    private final JsonFormat.Parser parser;
    private final JsonFormat.Printer printer;

    private ProtobufSchema(FileDescriptor file, Descriptor first) {
        this.file = file;
        this.first = first;
        TypeRegistry types = TypeRegistry.newBuilder().add(first).build(); // and all that its file uses
        this.parser = JsonFormat.parser().usingTypeRegistry(types);
        this.printer = JsonFormat.printer()
                .usingTypeRegistry(types)
                .alwaysPrintFieldsWithNoPresence()
                .omittingInsignificantWhitespace();
    }

    static ProtobufSchema parse(String text, Map<String, String> references) throws InvalidSchemaException {
        FileDescriptor file = ProtobufFiles.link(text, references);
        if (file.getMessageTypes().isEmpty()) {
            throw new InvalidSchemaException("the file has no message");
        }
        return new ProtobufSchema(file, file.getMessageTypes().get(0));
    }

    @Override
    public Format format() {
        return Format.PROTOBUF;
    }

    @Override
    public String name() {
        return first.getFullName();
    }

    @Override
    public void encode(byte[] json, ByteArrayOutputStream to) {
        var message = DynamicMessage.newBuilder(first);
        try {
            parser.merge(new String(json, StandardCharsets.UTF_8), message);
            to.write(0);
            message.build().writeTo(to);
        } catch (IOException | RuntimeException e) { // among them required fields that are missing
            throw Failures.badRequest(Failures.quoted(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public byte[] decode(byte[] record, int from) throws UnreadableException {
        var in = CodedInputStream.newInstance(record, from, record.length - from);
        try {
            Descriptor type = type(in);
            ByteString message = ByteString.copyFrom(
                    record, from + in.getTotalBytesRead(), record.length - from - in.getTotalBytesRead());
            return printer.print(DynamicMessage.parseFrom(type, message)).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableException("not of its protobuf schema: " + e.getMessage());
        } catch (IOException | RuntimeException e) { // the mapping to JSON has values that it refuses so, such as years
            throw new UnreadableException("no protobuf message: " + e.getMessage());
        }
    }

    private Descriptor type(CodedInputStream in) throws IOException, UnreadableException {
        int count = in.readSInt32();
        if (count == 0) {
            return first;
        }
        if (count < 0 || count > MAX_INDEXES) {
            throw new UnreadableException("the record has " + count + " message indexes");
        }
        List<Descriptor> types = file.getMessageTypes();
        Descriptor type = first;
        for (int i = 0; i < count; i++) {
            int index = in.readSInt32();
            if (index < 0 || index >= types.size()) {
                throw new UnreadableException("the record's schema has no message with the index " + index);
            }
            type = types.get(index);
            types = type.getNestedTypes();
        }
        return type;
    }
}
