package io.sluice.config.yaml;

import io.sluice.config.Location;
import java.util.List;
import java.util.Map;

/**
 * YAML as a tree: aliases expanded, merge keys applied, the environment filled in, every part with its place. A scalar
 * is placed at itself, a collection at the key that names it.
 */
sealed interface YamlNode {

    Location at();

    /** What it is, for messages. */
    String described();

    /**
     * A single value.
     *
     * @param isNull true for {@code null}, {@code ~} and nothing at all
     */
    record Scalar(Location at, String text, boolean isNull) implements YamlNode {
        @Override
        public String described() {
            return isNull ? "nothing" : "a single value";
        }
    }

    /** A value that was reported already; readers pass over it in silence. */
    record Broken(Location at) implements YamlNode {
        @Override
        public String described() {
            return "a value that is not known";
        }
    }

    record Sequence(Location at, List<YamlNode> items) implements YamlNode {
        @Override
        public String described() {
            return "a list";
        }
    }

    record Mapping(Location at, Map<String, Member> members) implements YamlNode {
        @Override
        public String described() {
            return "a mapping";
        }
    }

    /**
     * A member of a mapping.
     *
     * @param keyAt where the key stands, with the path of the value
     */
    record Member(Location keyAt, YamlNode value) {}
}
