package io.sluice.rest.broker;

import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.RequestCompletionHandler;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;

/**
 * One request, from its queue to its answer.
 *
 * @param deadline when it is given up if it has not been sent until then, in the loop's milliseconds
 * @param timeoutMillis how long the broker may take once it is sent
 */
record Exchange<T extends AbstractResponse>(
        AbstractRequest.Builder<?> request, Class<T> type, long deadline, int timeoutMillis, Reply<T> reply)
        implements RequestCompletionHandler {

    @Override
    public void onComplete(ClientResponse response) {
        if (response.authenticationException() != null) {
            reply.failed(response.authenticationException());
        } else if (response.versionMismatch() != null) {
            reply.failed(response.versionMismatch());
        } else if (response.wasTimedOut()) {
            reply.failed(new TimeoutException(
                    request.apiKey() + " was not answered within " + timeoutMillis + " ms by the broker"));
        } else if (response.wasDisconnected()) {
            reply.failed(new DisconnectException("The connection ended before " + request.apiKey() + " was answered"));
        } else {
            reply.answered(type.cast(response.responseBody()));
        }
    }

    void fail(KafkaException failure) {
        reply.failed(failure);
    }
}
