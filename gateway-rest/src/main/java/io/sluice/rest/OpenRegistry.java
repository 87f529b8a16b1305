package io.sluice.rest;

import io.sluice.config.Secret;
import io.sluice.config.fold.RegistryConfig;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.tls.TlsContext;
import io.sluice.rest.schema.RegistrySettings;
import io.sluice.rest.schema.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A schema registry whose certificates are watched for as long as it is open. */
record OpenRegistry(SchemaRegistry registry, FileWatch.Registration certificates) implements AutoCloseable {

    static OpenRegistry open(RegistryConfig config, Path folder, FileWatch files) {
        Secret authorization = config.catalog().authorization();
        var settings = new RegistrySettings(
                List.of(URI.create(config.catalog().url().value())),
                authorization == null ? null : authorization.value());
        if (config.tls() == null) {
            return new OpenRegistry(new SchemaRegistry(settings, null), () -> {});
        }
        TlsContext tls = TlsContext.client(config.tls(), folder);
        return new OpenRegistry(new SchemaRegistry(settings, tls.context()), files.add(tls::paths, tls::refresh));
    }

    @Override
    public void close() {
        certificates.close();
        registry.close();
    }
}
