package io.sluice.rest.format;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses a .proto file and what it imports: the files that the registry has for it, and those that come with protobuf. */
final class ProtobufFiles {
    private static final Map<String, FileDescriptor> WELL_KNOWN = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getFullName, Function.identity()));

    private final Map<String, String> references;
    private final Map<String, FileDescriptor> linked = new HashMap<>(WELL_KNOWN);
    private final Set<String> linking = new HashSet<>();

    private ProtobufFiles(Map<String, String> references) {
        this.references = references;
    }

    /**
     * Parses a file.
     *
     * @param references the texts of imported files by the names that they are imported by
     */
    static FileDescriptor link(String text, Map<String, String> references) throws InvalidSchemaException {
        return new ProtobufFiles(references).link("schema.proto", text);
    }

    private FileDescriptor link(String name, String text) throws InvalidSchemaException {
        if (!linking.add(name)) {
            throw new InvalidSchemaException(name + " imports itself");
        }
        ProtoFileElement file = ProtoParser.Companion.parse(Location.get(name), text);
        List<String> imports = new ArrayList<>(file.getImports());
        imports.addAll(file.getPublicImports());
        imports.addAll(file.getWeakImports());
        List<FileDescriptor> dependencies = new ArrayList<>();
        for (String imported : imports) {
            dependencies.add(dependency(imported));
        }
        try {
            return FileDescriptor.buildFrom(
                    ProtobufDescriptors.of(name, file), dependencies.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw new InvalidSchemaException(e.getMessage());
        } finally {
            linking.remove(name);
        }
    }

    private FileDescriptor dependency(String name) throws InvalidSchemaException {
        FileDescriptor known = linked.get(name);
        if (known != null) {
            return known;
        }
        String text = references.get(name);
        if (text == null) {
            throw new InvalidSchemaException(
                    "imports " + Failures.quoted(name) + ", which is no reference of the schema");
        }
        FileDescriptor file = link(name, text);
        linked.put(name, file);
        return file;
    }
}
