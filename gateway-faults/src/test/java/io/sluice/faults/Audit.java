package io.sluice.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the book of a scenario against what the topics hold and what the gateway answers in the end. Used by one thread,
 * after the load has ended.
 */
final class Audit {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Book book;
    private final Brokers brokers;
    private final Map<String, List<Topic.Entry>> copies = new HashMap<>();
    private final Map<String, List<Topic.Entry>> read = new HashMap<>();
    private int lost;
    private int duplicates;

    Audit(Book book, Brokers brokers) {
        this.book = book;
        this.brokers = brokers;
    }

    /** Reads the topics and checks every write that was entered. */
    void checkTopics(List<String> topics) {
        for (String topic : topics) {
            List<Topic.Entry> entries = Topic.read(topic, brokers);
            read.put(topic, entries);
            entries.forEach(entry -> copies.computeIfAbsent(id(topic, entry), id -> new ArrayList<>())
                    .add(entry));
        }
        Map<String, Write> byId = book.writes().stream()
                .filter(write -> topics.contains(write.topic()))
                .collect(Collectors.toMap(write -> write.topic() + ' ' + write.id(), write -> write));
        copies.keySet().forEach(id -> book.check(byId.containsKey(id), "nobody wrote the record " + id));
        byId.forEach(this::check);
    }

    private static String id(String topic, Topic.Entry entry) {
        return topic + ' ' + entry.headers().get("request");
    }

    private void check(String id, Write write) {
        List<Topic.Entry> found = copies.getOrDefault(id, List.of());
        if (write.isAcknowledged() && found.isEmpty() && !book.mayBeGone(write)) {
            lost++;
            book.check(false, "lost: " + id + " was acknowledged and is not in the topic");
        }
        book.check(
                found.size() <= write.possible(),
                id + " is in the topic " + found.size() + " times, although only " + write.possible()
                        + " attempts were not refused");
        duplicates += Math.max(0, found.size() - 1);
        found.forEach(entry -> checkCopy(id, write, entry));
    }

    private void checkCopy(String id, Write write, Topic.Entry entry) {
        book.check(write.key().equals(entry.key()), id + " has the key " + entry.key());
        book.check(Objects.equals(write.value(), entry.value()), id + " has the value " + entry.value());
        boolean oneWay = !write.headers().containsKey(":path");
        boolean asSent = oneWay
                ? entry.headers().equals(write.headers())
                : entry.headers().entrySet().containsAll(write.headers().entrySet());
        book.check(asSent, id + " has the headers " + entry.headers() + ", not " + write.headers());
    }

    /**
     * Checks, after {@link #checkTopics}, that each key's records are in the order in which they were written, which one client did, one after the other;
     * that the last one is the last acknowledged write; and that the gateway answers with it.
     */
    void checkItems(String topic, Caller caller) {
        Map<String, Write> last = new HashMap<>();
        Map<String, Integer> order = new HashMap<>();
        for (Write write : book.writes()) {
            if (write.topic().equals(topic)) {
                order.put(write.id(), order.size());
                last.put(write.key(), write);
            }
        }
        Map<String, Integer> newest = new HashMap<>();
        for (Topic.Entry entry : read.getOrDefault(topic, List.of())) {
            int place = order.getOrDefault(entry.headers().get("request"), -1);
            String line = entry.partition() + " " + entry.key();
            book.check(
                    place >= newest.getOrDefault(line, -1),
                    entry.key() + ": " + entry.headers().get("request") + " follows a later version in " + topic);
            newest.put(line, place);
        }
        last.forEach((key, write) -> checkAnswer(key, write.value(), caller));
        checkList(last, caller);
    }

    /** The list has what is there, and nothing that was deleted. */
    private void checkList(Map<String, Write> last, Caller caller) {
        Set<String> expected = last.values().stream()
                .map(Write::value)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Answer answer = caller.send("GET", "/items", null, Duration.ZERO);
        Set<String> members = new HashSet<>();
        try {
            JSON.readTree(answer.body()).forEach(member -> members.add(member.toString()));
        } catch (JsonProcessingException e) {
            book.check(false, "GET /items is no JSON: " + answer);
        }
        book.check(members.equals(expected), "GET /items has " + members + ", not " + expected);
    }

    private void checkAnswer(String key, @Nullable String value, Caller caller) {
        if (value == null) {
            return; // that it is gone, the list tells
        }
        Answer answer = caller.send("GET", "/items/" + key, null, Duration.ZERO);
        book.check(
                answer.status() == 200 && answer.body().equals(value),
                "in the end GET /items/" + key + " is answered " + answer + ", not " + value);
        Answer same = caller.send("GET", "/items/" + key, null, Duration.ZERO, "if-none-match", answer.field("etag"));
        book.check(same.status() == 304, "GET /items/" + key + " with its own etag is answered " + same);
    }

    /** How many acknowledged writes are not in their topics. */
    int lost() {
        return lost;
    }

    /** How many records are in the topics beyond the first copy of each. */
    int duplicates() {
        return duplicates;
    }
}
