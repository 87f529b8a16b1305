package io.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.load.GatewayModel;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.routes.RoutesDocument;
import io.sluice.rest.openapi.OpenApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** The OpenAPI document of what a gateway serves. Stateless. */
final class ServedApi {
    private ServedApi() {}

    /** The document of a configuration, named after its namespaces. */
    static ObjectNode document(GatewayModel.Loaded loaded) {
        String title =
                loaded.config().namespaces().stream().map(NamespaceConfig::name).collect(Collectors.joining(", "));
        return new RoutesDocument(restApi()).of(loaded.topology(), title);
    }

    private static ObjectNode restApi() {
        try {
            return (ObjectNode) DocumentFile.parse("the REST Proxy's document", OpenApi.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is part of the program
        }
    }
}
