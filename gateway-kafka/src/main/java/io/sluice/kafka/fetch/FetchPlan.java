package io.sluice.kafka.fetch;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.Prefer;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.template.TemplateScope;
import io.sluice.kafka.cluster.TopicNames;
import io.sluice.kafka.cluster.Views;
import io.sluice.kafka.view.TopicView;

/** A route with {@code capability: fetch}: answers from the topic's view, now or when it changes. Immutable. */
public final class FetchPlan implements Plan {
    private final FetchSpec spec;
    private final Selector selector;
    private final Views views;
    private final ReadRight right;

    private FetchPlan(FetchSpec spec, Selector selector, Views views, ReadRight right) {
        this.spec = spec;
        this.selector = selector;
        this.views = views;
        this.right = right;
    }

    /**
     * Compiles a route and tells the views what it needs.
     *
     * @param recent shared by the routes of a cluster
     * @param right who may read which topic
     * @throws io.sluice.engine.spi.InvalidSpecException if the merge cannot be done
     */
    public static FetchPlan compile(FetchSpec spec, Views views, RecentItems recent, ReadRight right) {
        Selector selector = Selector.compile(spec, recent);
        views.need(spec.topic(), selector.needs());
        return new FetchPlan(spec, selector, views, right);
    }

    @Override
    public void start(Invocation invocation) {
        TemplateScope scope = TemplateScope.of(invocation);
        String topic = spec.topic().render(scope);
        if (!spec.topic().isLiteral() && !TopicNames.isUsable(topic)) {
            invocation.fail(ProblemType.NOT_FOUND, "The path names no topic that could exist.");
            return;
        }
        right.check(
                invocation, topic, () -> read(invocation, scope, topic)); // before it makes the gateway read anything
    }

    private void read(Invocation invocation, TemplateScope scope, String topic) {
        if (invocation.isEnded()) {
            return;
        }
        TopicView view = views.view(topic);
        if (view == null) {
            invocation.fail(ProblemType.OVERLOADED, "Too many topics are open at the moment.");
            return;
        }
        var waitSeconds = (int) Math.min(
                Prefer.of(invocation.request()).waitSeconds(), spec.maxWait().toSeconds());
        Selection selection = selector.select(view, scope);
        if (waitSeconds > 0 || !isAnsweredAtOnce(view, selection, invocation)) {
            new Fetch(view, selection, invocation, waitSeconds, right).run();
        }
    }

    /** Answers what there is, which is nearly every request, without the bookkeeping of one that may have to wait. */
    private static boolean isAnsweredAtOnce(TopicView view, Selection selection, Invocation invocation) {
        if (view.state() != TopicView.State.READY || selection.isBehind()) {
            return false;
        }
        Representation found = selection.look();
        if (found == null || view.state() != TopicView.State.READY) {
            return false;
        }
        HttpRequest request = invocation.request();
        boolean known = found.isNamedBy(request.headers("if-none-match"));
        invocation.concerns(found.record());
        invocation.complete(known ? found.notModified(request) : found.full(request));
        return true;
    }
}
