package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told of a topic.
 *
 * @param replicas of each partition
 * @param operations what the gateway may do with it; null when nobody asked
 */
record TopicDocument(
        String name,
        boolean internal,
        int replicas,
        int partitions,
        @Nullable Collection<AclOperation> operations) {

    void write(JsonGenerator json, Resource cluster) throws IOException {
        Resource topic = cluster.topic(name);
        Documents.begin(json, "KafkaTopic", topic);
        json.writeStringField("topic_name", name);
        json.writeBooleanField("is_internal", internal);
        json.writeNumberField("replication_factor", replicas);
        json.writeNumberField("partitions_count", partitions);
        Documents.related(json, "partitions", topic.at("partitions"));
        Documents.related(json, "configs", topic.at("configs"));
        Documents.related(json, "partition_reassignments", topic.at("partitions/-/reassignment"));
        json.writeArrayFieldStart("authorized_operations");
        if (operations != null) {
            for (String operation :
                    operations.stream().map(AclOperation::name).sorted().toList()) {
                json.writeString(operation);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
