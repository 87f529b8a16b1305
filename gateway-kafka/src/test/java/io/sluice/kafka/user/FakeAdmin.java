package io.sluice.kafka.user;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** An admin client that is asked for topics, and answers when a test says what. Any thread. */
final class FakeAdmin {
    private final ConcurrentLinkedQueue<KafkaFutureImpl<TopicDescription>> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** The client. */
    Admin client() {
        return (Admin) Proxy.newProxyInstance(
                FakeAdmin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    return answer(method, arguments);
                });
    }

    private Object answer(Method method, Object[] arguments) {
        if (method.getName().equals("close")) {
            closed = true;
            return Set.of();
        }
        Map<String, KafkaFuture<TopicDescription>> answers = new HashMap<>();
        for (Object topic : (Collection<?>) arguments[0]) {
            var answer = new KafkaFutureImpl<TopicDescription>();
            asked.add(answer);
            answers.put((String) topic, answer);
        }
        return new Result(answers);
    }

    private static final class Result extends DescribeTopicsResult {
        Result(Map<String, KafkaFuture<TopicDescription>> answers) {
            super(null, answers);
        }
    }

    /** How many questions wait for an answer. */
    int questions() {
        return asked.size();
    }

    boolean isClosed() {
        return closed;
    }

    /** Answers the oldest question: the topic is there, and may be used like this. */
    void allow(AclOperation... operations) {
        asked.remove().complete(new TopicDescription("items", false, List.of(), Set.of(operations), Uuid.ZERO_UUID));
    }

    /** Answers the oldest question with a failure. */
    void fail(RuntimeException failure) {
        asked.remove().completeExceptionally(failure);
    }
}
