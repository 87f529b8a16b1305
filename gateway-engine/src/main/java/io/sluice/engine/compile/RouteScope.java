package io.sluice.engine.compile;

import java.util.List;
import java.util.Set;

/**
 * What the parts of one route are compiled against.
 *
 * @param label a stable name, such as {@code http_kafka.routes[2]}
 * @param conditions at least one
 * @param guards the guards that know senders here
 */
record RouteScope(String label, List<CompiledCondition> conditions, Set<String> guards) {}
