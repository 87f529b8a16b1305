package io.sluice.kafka.user;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;

/** What senders are told whose own credentials or rights do not suffice. Names no topic: the sender may not know it. */
final class UserProblems {
    private UserProblems() {}

    static Problem refused() {
        return Problem.of(
                ProblemType.SENDER_REFUSED, "The brokers do not accept the credentials that the request came with.");
    }

    static Problem mayNotWrite() {
        return Problem.of(ProblemType.TOPIC_DENIED, "The sender may not write what this request writes.");
    }

    static Problem mayNotRead() {
        return Problem.of(ProblemType.TOPIC_DENIED, "The sender may not read what this request reads.");
    }

    static Problem tooMany() {
        return Problem.of(ProblemType.OVERLOADED, "Too many senders are connected to Kafka at the moment.");
    }

    static Problem unreadable() {
        return Problem.of(ProblemType.KAFKA_UNAVAILABLE, "Kafka does not say at the moment what the sender may read.");
    }

    static Problem missing() {
        return Problem.of(ProblemType.TOPIC_MISSING, "The topic that holds this resource does not exist.");
    }
}
