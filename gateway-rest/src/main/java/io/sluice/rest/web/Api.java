package io.sluice.rest.web;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.Params;
import io.sluice.engine.route.PathPattern;
import io.sluice.engine.route.RouteCondition;
import io.sluice.engine.route.RouteResult;
import io.sluice.engine.route.RouteTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the operation of a request, as JAX-RS does and so the original: by path (404), method (405), the type of its body
 * (415) and the types that the client takes (406), in this order, before anything is looked at. Immutable.
 */
public final class Api implements Plan {
    private final List<Operation> operations;
    private final RouteTable<Operation> table;

    /** An API of these operations. */
    public Api(List<Operation> operations) {
        this.operations = List.copyOf(operations);
        RouteTable.Builder<Operation> builder = RouteTable.builder();
        for (Operation operation : operations) {
            MethodPattern method = MethodPattern.compile(operation.method());
            PathPattern path = PathPattern.compile(operation.path());
            builder.add(operation, List.of(new RouteCondition(method, path)));
        }
        table = builder.build();
    }

    /** What it consists of, in the order in which it was named. */
    public List<Operation> operations() {
        return operations;
    }

    @Override
    public void start(Invocation invocation) {
        HttpRequest request = invocation.request();
        invocation.answerProblems(problem -> Responses.problem(problem, Negotiation.error(request)));
        try {
            route(invocation);
        } catch (RestException e) {
            invocation.complete(Responses.error(e, Negotiation.error(request)));
        } catch (ProblemException e) {
            invocation.complete(Responses.problem(e.problem(), Negotiation.error(request)));
        }
    }

    private void route(Invocation invocation) {
        String path = withoutTrailingSlash(invocation.request().path());
        String method = invocation.request().method();
        RouteResult<Operation> result = table.lookup(method, path, operation -> true);
        if (result instanceof RouteResult.Match<Operation> match) {
            start(invocation, match.value(), match.params());
        } else {
            noOperation(invocation, allowed(path));
        }
    }

    private static void start(Invocation invocation, Operation operation, Params params) {
        RouteLabel binding = invocation.route();
        invocation.matched(new RouteLabel(binding.route(), operation.method(), operation.path()));
        String requestType =
                operation.takes().isEmpty() ? "" : Negotiation.request(invocation.request(), operation.takes());
        if (requestType == null) {
            throw RestException.of(415, "HTTP 415 Unsupported Media Type");
        }
        String responseType = Negotiation.response(invocation.request(), operation.offers());
        if (responseType == null) {
            throw RestException.of(406, "HTTP 406 Not Acceptable");
        }
        invocation.answerProblems(problem -> Responses.problem(problem, responseType));
        var call = new Call(invocation, params, requestType, responseType);
        call.attempt(() -> operation.handler().handle(call));
    }

    private Set<String> allowed(String path) {
        Set<String> allowed = new LinkedHashSet<>();
        for (String method : table.methods(path)) {
            allowed.add(method);
            if (method.equals("GET")) {
                allowed.add("HEAD");
            }
        }
        return allowed;
    }

    private static void noOperation(Invocation invocation, Set<String> allowed) {
        if (allowed.isEmpty()) {
            throw Failures.notFound();
        }
        allowed.add("OPTIONS");
        HttpFields allow = HttpFields.of("allow", String.join(", ", allowed));
        if (invocation.request().method().equals("OPTIONS")) {
            invocation.complete(new HttpResponse(
                    200,
                    allow.toBuilder().add("content-type", "text/plain").build(),
                    Body.of(String.join(", ", allowed))));
        } else {
            HttpResponse refusal = Responses.error(
                    RestException.of(405, "HTTP 405 Method Not Allowed"), Negotiation.error(invocation.request()));
            HttpFields.Builder fields = refusal.fields().toBuilder();
            allow.forEach(fields::add);
            invocation.complete(new HttpResponse(405, fields.build(), refusal.body()));
        }
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
