package io.sluice.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResourceTest {
    private final Resource cluster = Resource.cluster("http://host", "c1");

    @Test
    void hasAUrlAndAName() {
        Resource partition = cluster.topic("orders").partition(3);

        assertThat(partition)
                .isEqualTo(new Resource(
                        "c1",
                        "http://host/v3/clusters/c1/topics/orders/partitions/3",
                        "crn:///kafka=c1/topic=orders/partition=3"));
    }

    @Test
    void keepsForeignNamesWithinTheirPlace() {
        Resource group = Groups.resource(cluster, "a/b c?ü");

        assertThat(group.url()).endsWith("/consumer-groups/a%2Fb%20c%3F%C3%BC");
        assertThat(group.crn()).isEqualTo("crn:///kafka=c1/consumer-group=a%2Fb%20c%3F%C3%BC");
    }
}
