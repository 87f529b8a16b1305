package io.sluice.rest.v3;

import io.sluice.engine.template.PercentEncoder;

/**
 * Where something of the cluster is found. Immutable.
 *
 * @param clusterId the cluster's id
 * @param url as the client sees it
 * @param crn its name among all things, such as {@code crn:///kafka=<cluster>/topic=<topic>}
 */
record Resource(String clusterId, String url, String crn) {

    /** The cluster itself. */
    static Resource cluster(String baseUrl, String id) {
        return new Resource(id, baseUrl + "/v3/clusters/" + encoded(id), "crn:///kafka=" + encoded(id));
    }

    /** Something that a collection of it has, such as {@code ("topics", "topic", "orders")}. */
    Resource member(String collection, String type, Object id) {
        String name = encoded(id.toString());
        return new Resource(clusterId, url + '/' + collection + '/' + name, crn + '/' + type + '=' + name);
    }

    /** The only one of its kind that it has, such as {@code lag-summary}. */
    Resource part(String name) {
        return new Resource(clusterId, url + '/' + name, crn + '/' + name);
    }

    /** The URL of something below it. */
    String at(String path) {
        return url + '/' + path;
    }

    Resource topic(String name) {
        return member("topics", "topic", name);
    }

    Resource partition(int id) {
        return member("partitions", "partition", id);
    }

    Resource broker(int id) {
        return member("brokers", "broker", id);
    }

    private static String encoded(String text) {
        var encoded = new StringBuilder(text.length());
        PercentEncoder.append(text, encoded);
        return encoded.toString();
    }
}
