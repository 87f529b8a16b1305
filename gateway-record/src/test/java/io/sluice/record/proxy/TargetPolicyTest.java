package io.sluice.record.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.upstream.Origin;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
    private static final Origin NAME = new Origin("http", "example.com", 80);

    private final OwnAddress self = new OwnAddress("http", "localhost");

    TargetPolicyTest() {
        self.listensOn(8000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.3",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:a00:1::5",
                "2002:c0a8:101::1",
                "2001:0:53aa:64c::1",
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "4000::1"
            })
    void refusesWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(policy().allows(NAME, InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1",
                "64:ff9b::101:101",
                "2002:101:101::1"
            })
    void allowsWhatIsPublic(String address) throws UnknownHostException {
        assertThat(policy().allows(NAME, InetAddress.getByName(address))).isTrue();
    }

    @Test
    void seesTheAddressInAMappedOne() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 10;

        assertThat(policy().allows(NAME, Inet6Address.getByAddress(null, mapped, -1)))
                .isFalse();
    }

    /** Whatever is drawn, what Java itself knows not to be public is not. */
    @Test
    void agreesWithWhatJavaKnows() throws UnknownHostException {
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            InetAddress address = InetAddress.getByAddress(bytes);
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress()) {
                refused++;
                assertThat(policy().allows(NAME, address)).as("%s", address).isFalse();
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void whatTheUserNamesMayBeAnywhere() {
        InetAddress inside = InetAddress.getLoopbackAddress();

        assertThat(policy("localhost").allows(new Origin("http", "localhost", 3000), inside))
                .isTrue();
        assertThat(policy("localhost:3000").allows(new Origin("http", "localhost", 3000), inside))
                .isTrue();
        assertThat(policy("localhost:3001").allows(new Origin("http", "localhost", 3000), inside))
                .isFalse();
        assertThat(policy("localhost").allows(NAME, inside)).isFalse();
        assertThat(policy("*").allows(NAME, inside)).isFalse();
        assertThat(new TargetPolicy(List.of(), NAME, self).allows(NAME, inside)).isTrue();
        assertThat(new TargetPolicy(List.of(), NAME, self).allows(new Origin("http", "example.com", 81), inside))
                .isFalse();
    }

    @Test
    void neverSendsToItself() {
        InetAddress inside = InetAddress.getLoopbackAddress();
        TargetPolicy policy = policy("localhost", "me.example.com");

        assertThat(policy.allows(new Origin("http", "me.example.com", 8000), inside))
                .isFalse();
        assertThat(policy.allows(new Origin("http", "me.example.com", 8001), inside))
                .isTrue();
    }

    @Test
    void forOtherMachinesItSendsToNamedHostsOnly() {
        var open = new OwnAddress("http", "0.0.0.0");

        assertThatThrownBy(() -> new TargetPolicy(patterns("*.example.org"), null, open).check(NAME))
                .hasMessageContaining("--allow-host example.com");
        assertThatThrownBy(() -> new TargetPolicy(List.of(), null, open).check(new Origin("http", "::1", 80)))
                .hasMessageContaining("--allow-host [::1]");
        assertThatCode(() -> new TargetPolicy(patterns("example.com"), null, open).check(NAME))
                .doesNotThrowAnyException();
        assertThatCode(() -> new TargetPolicy(patterns("*"), null, open).check(NAME))
                .doesNotThrowAnyException();
        assertThatCode(() -> new TargetPolicy(List.of(), NAME, open).check(NAME))
                .doesNotThrowAnyException();
        assertThatCode(() -> policy().check(NAME)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "example.com, EXAMPLE.com., true",
        "example.com, www.example.com, false",
        "*.example.com, www.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, example.com.evil.org, false",
        "*.example.com, wwwexample.com, false",
        "api-*.example.com, api-1.example.com, true",
        "192.168.0.*, 192.168.0.7, true",
        "192.168.0.*, 192.168.1.7, false",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "*.EXAMPLE.com, www.example.com, true",
        "a.c, abc, false",
        "a*a, a, false",
        "**a, a, true",
        "_x-*, _x-, true",
        "[FE80::1], fe80::1, true",
        "[::1], ::1, true"
    })
    void patternsMeanHosts(String pattern, String host, boolean expected) {
        assertThat(HostPattern.of(pattern).matches(new Origin("http", host, 80)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "http://a", "a/b", "[::1", "a:0", "a:65536", "a:b", "::1", "{a}", "a{b", "a?"})
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> HostPattern.of(text)).hasMessageContaining("expected: a host such as localhost");
    }

    private TargetPolicy policy(String... allowed) {
        return new TargetPolicy(patterns(allowed), null, self);
    }

    private static List<HostPattern> patterns(String... texts) {
        return Stream.of(texts).map(HostPattern::of).toList();
    }
}
