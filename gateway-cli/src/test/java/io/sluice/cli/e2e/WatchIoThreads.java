package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Fails a test class during which an I/O thread waited or called a Kafka client. */
final class WatchIoThreads implements BeforeAllCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(WatchIoThreads.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(IoThreadWatch.class, IoThreadWatch.start());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        IoThreadWatch watch = context.getStore(NAMESPACE).remove(IoThreadWatch.class, IoThreadWatch.class);
        watch.close();
        assertThat(watch.findings())
                .as("what I/O threads did that they may not do")
                .isEmpty();
    }
}
