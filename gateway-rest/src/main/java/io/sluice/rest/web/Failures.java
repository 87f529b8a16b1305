package io.sluice.rest.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The one table from what went wrong to what the API answers. Stateless. */
public final class Failures {
    private Failures() {}

    /** No such path, or a number in it that is none. */
    public static RestException notFound() {
        return RestException.of(404, "HTTP 404 Not Found");
    }

    /** The topic is not there. */
    public static RestException noTopic() {
        return new RestException(404, 40403, "This server does not host this topic-partition.");
    }

    /** The topic is there, the partition is not. */
    public static RestException noPartition() {
        return new RestException(404, 40402, "Partition not found.");
    }

    /** What a failure means to the client. */
    public static RestException of(Throwable failure) {
        if (failure instanceof RestException e) {
            return e;
        }
        if (failure instanceof ProblemException e) {
            return of(e.problem());
        }
        if (failure instanceof JsonProcessingException e) {
            return RestException.of(400, String.valueOf(e.getOriginalMessage()));
        }
        if (failure instanceof IllegalStateException e) {
            return new RestException(409, 40903, "Illegal state: " + e.getMessage());
        }
        if (failure instanceof KafkaException e) {
            return ofKafka(e);
        }
        return RestException.of(500, "Internal Server Error");
    }

    /** What a problem that the gateway has with a request is in the API's form. */
    static RestException of(Problem problem) {
        return RestException.of(problem.type().status(), problem.detail());
    }

    private static RestException ofKafka(KafkaException failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof AuthenticationException) {
            return new RestException(401, 40101, text);
        }
        if (failure instanceof AuthorizationException) {
            return new RestException(403, 40301, text);
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return noTopic();
        }
        if (failure instanceof GroupIdNotFoundException) {
            return RestException.of(404, text);
        }
        if (failure instanceof RecordTooLargeException) {
            return RestException.of(413, text);
        }
        if (failure instanceof SerializationException) {
            return new RestException(408, 40801, text);
        }
        if (failure instanceof ConfigException) {
            return new RestException(422, 42204, "Invalid consumer configuration: " + text);
        }
        if (failure instanceof BrokerNotAvailableException) {
            return new RestException(503, 50302, text);
        }
        if (failure instanceof ThrottlingQuotaExceededException) {
            return new RestException(429, 42901, text);
        }
        if (isFaultOfRequest(failure)) {
            return new RestException(400, 40002, text);
        }
        return new RestException(500, failure instanceof RetriableException ? 50003 : 50002, text);
    }

    private static boolean isFaultOfRequest(KafkaException failure) {
        return failure instanceof InvalidTopicException
                || failure instanceof OffsetOutOfRangeException
                || failure instanceof InvalidReplicationFactorException
                || failure instanceof SecurityDisabledException
                || failure instanceof UnsupportedVersionException
                || failure instanceof InvalidPartitionsException
                || failure instanceof OffsetMetadataTooLarge
                || failure instanceof InvalidRequestException
                || failure instanceof UnknownServerException
                || failure instanceof PolicyViolationException
                || failure instanceof TopicExistsException
                || failure instanceof InvalidConfigurationException
                || failure instanceof TopicDeletionDisabledException;
    }
}
