package io.sluice.record.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.record.openapi.ExistingDocument;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentDiffTest {
    private static final String OK = "'get':{'responses':{'200':{}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'integer'} | {'type':'number'} | true | false",
                "{'type':'number'} | {'type':'integer'} | false | true",
                "{'type':'string'} | {'type':'string','nullable':true} | true | false",
                "{'type':'string'} | {'type':['string','null']} | true | false",
                "{'type':'string'} | {'anyOf':[{'type':'string'},{'type':'integer'}]} | true | false",
                "{} | {'type':'string'} | false | true",
                "{'type':'string'} | {'type':'string','format':'uuid'} | false | true",
                "{'type':'string','format':'uuid'} | {'type':'string'} | true | false",
                "{'type':'string','enum':['a']} | {'type':'string','enum':['a','b']} | true | false",
                "{'type':'object'} | {'type':'object','properties':{'a':{}}} | false | false",
                "{'type':'object','properties':{'a':{}}} | {'type':'object'} | true | false",
                "{'type':'object','properties':{'a':{}}} | {'type':'object','properties':{'a':{}},'required':['a']} | false | true",
                "{'type':'object','properties':{'a':{}},'required':['a']} | {'type':'object','properties':{'a':{}}} | true | false",
                "{'type':'array','items':{'type':'string'}} | {'type':'array','items':{'type':['string','null']}} | true | false",
                "{'type':'object'} | {'type':'object','additionalProperties':false} | false | true",
                "{'type':'object','additionalProperties':{'type':'integer'}} | {'type':'object','additionalProperties':{'type':'number'}} | true | false",
                "{'allOf':[{'type':'string'}]} | {'allOf':[{'type':'integer'}]} | true | true"
            })
    void schemasBreakOnOneSide(String before, String after, boolean answered, boolean sent)
            throws JsonProcessingException {
        List<Change> changes = DocumentDiff.between(bodies(before), bodies(after));

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).place()).startsWith("POST /a request application/json");
        assertThat(changes.get(0).breaking()).as("sent").isEqualTo(sent);
        assertThat(changes.get(1).place()).startsWith("POST /a response 200 application/json");
        assertThat(changes.get(1).breaking()).as("answered").isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'/a':{" + OK + "} | '/a':{" + OK + "} | ",
                "'/a/{x}':{" + OK + "} | '/a/{y}':{'summary':'new'," + OK + "} | ",
                "'/a':{} | '/b':{} | ! removed /a: path; added /b: path",
                "'/a':{'get':{}} | '/a':{'put':{}} | ! removed GET /a: operation; added PUT /a: operation",
                "'/a':{'get':{}} | '/a':{'get':{'parameters':[{'name':'q','in':'query'}]}} | added GET /a parameter query q: parameter",
                "'/a':{'get':{}} | '/a':{'parameters':[{'name':'X','in':'header','required':true}],'get':{}} | ! added GET /a parameter header x: required parameter",
                "'/a':{'get':{'parameters':[{'name':'q','in':'query'}]}} | '/a':{'get':{}} | ! removed GET /a parameter query q: parameter",
                "'/a':{'get':{'parameters':[{'name':'q','in':'query','required':true}]}} | '/a':{'get':{'parameters':[{'name':'q','in':'query'}]}} | changed GET /a parameter query q: is optional now",
                "'/a':{'post':{}} | '/a':{'post':{'requestBody':{'required':true}}} | ! added POST /a request: body",
                "'/a':{'post':{'requestBody':{}}} | '/a':{'post':{}} | ! removed POST /a request: body",
                "'/a':{'get':{'responses':{'200':{},'404':{}}}} | '/a':{'get':{'responses':{'201':{}}}} | ! removed GET /a response 200: status; added GET /a response 201: status; removed GET /a response 404: status",
                "'/a':{'get':{'responses':{'200':{'content':{'a/b':{}},'headers':{'x':{}}}}}} | '/a':{'get':{'responses':{'200':{'content':{'c/d':{}},'headers':{'y':{}}}}}} | ! removed GET /a response 200 a/b: media type; added GET /a response 200 c/d: media type; ! removed GET /a response 200 header x: header; added GET /a response 200 header y: header"
            })
    void tellsWhatBecameOfOperations(String before, String after, String expected) throws JsonProcessingException {
        List<String> changes = DocumentDiff.between(document(before), document(after)).stream()
                .map(change -> (change.breaking() ? "! " : "")
                        + change.kind().toString().toLowerCase(Locale.ROOT)
                        + " " + change.place() + ": " + change.detail())
                .toList();

        assertThat(String.join("; ", changes)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void endsWithSchemasThatReferToThemselves() throws JsonProcessingException {
        String paths =
                "'/a':{'get':{'responses':{'200':{'content':{'a/b':{'schema':{'$ref':'#/components/schemas/T'}}}}}}}";
        String components = "},'components':{'schemas':{'T':{'type':'object','properties':{'t':{'$ref':"
                + "'#/components/schemas/T'},'n':{'type':'%s'}}}}";

        assertThat(DocumentDiff.between(
                        document(paths + components.formatted("string")),
                        document(paths + components.formatted("string"))))
                .isEmpty();
        assertThat(DocumentDiff.between(
                        document(paths + components.formatted("string")),
                        document(paths + components.formatted("integer"))))
                .isNotEmpty();
    }

    private static ExistingDocument bodies(String schema) throws JsonProcessingException {
        String content = "'content':{'application/json':{'schema':" + schema + "}}";
        return document("'/a':{'post':{'requestBody':{" + content + "},'responses':{'200':{" + content + "}}}}");
    }

    private static ExistingDocument document(String paths) throws JsonProcessingException {
        String text = "{'openapi':'3.1.0','paths':{" + paths + "}}";
        return ExistingDocument.of(new ObjectMapper().readTree(text.replace('\'', '"')));
    }
}
