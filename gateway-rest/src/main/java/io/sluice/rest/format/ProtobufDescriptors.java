package io.sluice.rest.format;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.ProtoType;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Makes a descriptor of a parsed .proto file: of its messages and enums, with the options that matter to their encodings.
 * Services, extensions and custom options are left out, groups are refused. Names of types stay as they were written;
 * protobuf's linker resolves them.
 *
 * <p>Entries of maps become nested messages behind the declared ones, so that these keep the indexes that records refer to.
 */
final class ProtobufDescriptors {
    private final boolean proto3;

    private ProtobufDescriptors(boolean proto3) {
        this.proto3 = proto3;
    }

    /** A descriptor that is not linked yet. */
    static FileDescriptorProto of(String name, ProtoFileElement file) throws InvalidSchemaException {
        boolean proto3 = file.getSyntax() == Syntax.PROTO_3;
        var descriptor = FileDescriptorProto.newBuilder().setName(name).setSyntax(proto3 ? "proto3" : "proto2");
        if (file.getPackageName() != null) {
            descriptor.setPackage(file.getPackageName());
        }
        descriptor.addAllDependency(file.getImports());
        for (String imported : file.getPublicImports()) {
            descriptor.addPublicDependency(descriptor.getDependencyCount()).addDependency(imported);
        }
        descriptor.addAllDependency(file.getWeakImports());
        var descriptors = new ProtobufDescriptors(proto3);
        for (TypeElement type : file.getTypes()) {
            if (type instanceof MessageElement message) {
                descriptor.addMessageType(descriptors.message(message));
            } else if (type instanceof EnumElement enumeration) {
                descriptor.addEnumType(enumeration(enumeration));
            }
        }
        return descriptor.build();
    }

    private DescriptorProto message(MessageElement message) throws InvalidSchemaException {
        boolean groups = !message.getGroups().isEmpty()
                || message.getOneOfs().stream()
                        .anyMatch(oneOf -> !oneOf.getGroups().isEmpty());
        if (groups) {
            throw new InvalidSchemaException(message.getName() + " has a group, which JSON has no form for");
        }
        var descriptor = DescriptorProto.newBuilder().setName(message.getName());
        for (TypeElement type : message.getNestedTypes()) {
            if (type instanceof MessageElement nested) {
                descriptor.addNestedType(message(nested));
            } else if (type instanceof EnumElement enumeration) {
                descriptor.addEnumType(enumeration(enumeration));
            }
        }
        List<FieldElement> presences = new ArrayList<>();
        for (FieldElement field : message.getFields()) {
            if (proto3 && field.getLabel() == Field.Label.OPTIONAL) {
                presences.add(field); // its oneof must come behind those that were declared
            } else {
                descriptor.addField(field(field, descriptor));
            }
        }
        for (OneOfElement oneOf : message.getOneOfs()) {
            addOneOf(oneOf.getName(), oneOf.getFields(), false, descriptor);
        }
        for (FieldElement field : presences) {
            addOneOf("_" + field.getName(), List.of(field), true, descriptor);
        }
        return descriptor.build();
    }

    private static void addOneOf(
            String name, List<FieldElement> fields, boolean synthetic, DescriptorProto.Builder message) {
        int index = message.getOneofDeclCount();
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(name));
        for (FieldElement element : fields) {
            FieldDescriptorProto.Builder field = field(element, message).setOneofIndex(index);
            if (synthetic) {
                field.setProto3Optional(true);
            }
            message.addField(field);
        }
    }

    private static FieldDescriptorProto.Builder field(FieldElement element, DescriptorProto.Builder message) {
        var field = FieldDescriptorProto.newBuilder()
                .setName(element.getName())
                .setNumber(element.getTag())
                .setLabel(label(element));
        ProtoType type = ProtoType.get(element.getType());
        if (type.isMap()) {
            DescriptorProto entry = entry(element.getName(), type);
            message.addNestedType(entry);
            field.setLabel(Label.LABEL_REPEATED).setTypeName(entry.getName());
        } else {
            setType(field, type);
        }
        if (element.getJsonName() != null) {
            field.setJsonName(element.getJsonName());
        }
        if (element.getDefaultValue() != null) {
            field.setDefaultValue(element.getDefaultValue());
        }
        for (OptionElement option : element.getOptions()) {
            if (option.getName().equals("packed") && !option.isParenthesized()) {
                field.getOptionsBuilder().setPacked(isTrue(option));
            }
        }
        return field;
    }

    private static Label label(FieldElement element) {
        if (element.getLabel() == Field.Label.REPEATED) {
            return Label.LABEL_REPEATED;
        }
        return element.getLabel() == Field.Label.REQUIRED ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL;
    }

    private static DescriptorProto entry(String field, ProtoType map) {
        var key = FieldDescriptorProto.newBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL);
        var value =
                FieldDescriptorProto.newBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL);
        setType(key, Objects.requireNonNull(map.getKeyType()));
        setType(value, Objects.requireNonNull(map.getValueType()));
        return DescriptorProto.newBuilder()
                .setName(entryName(field))
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(key)
                .addField(value)
                .build();
    }

    /** The name that protobuf's compiler gives to the entries of a map: {@code my_map} becomes {@code MyMapEntry}. */
    private static String entryName(String field) {
        var name = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.append("Entry").toString();
    }

    private static void setType(FieldDescriptorProto.Builder field, ProtoType type) {
        if (type.isScalar()) {
            field.setType(
                    FieldDescriptorProto.Type.valueOf("TYPE_" + type.toString().toUpperCase(Locale.ROOT)));
        } else {
            field.setTypeName(type.toString()); // a message or an enum: the linker finds out
        }
    }

    private static EnumDescriptorProto enumeration(EnumElement element) {
        var enumeration = EnumDescriptorProto.newBuilder().setName(element.getName());
        for (EnumConstantElement constant : element.getConstants()) {
            enumeration.addValueBuilder().setName(constant.getName()).setNumber(constant.getTag());
        }
        for (OptionElement option : element.getOptions()) {
            if (option.getName().equals("allow_alias") && !option.isParenthesized()) {
                enumeration.getOptionsBuilder().setAllowAlias(isTrue(option));
            }
        }
        return enumeration.build();
    }

    private static boolean isTrue(OptionElement option) {
        return String.valueOf(option.getValue()).equals("true");
    }
}
