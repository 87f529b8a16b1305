package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.TestRequest;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {

    @ParameterizedTest
    @CsvSource({
        "wait=5,true,5,false,wait=5",
        "wait=500,true,60,false,wait=60",
        "wait=0,true,-1,false,",
        "wait=99999999999999999999,true,60,false,wait=60",
        "respond-async,true,-1,true,respond-async",
        "respond-async,false,-1,false,",
        "'respond-async, wait=5',true,5,true,'respond-async, wait=5'",
        "'wait=5; respond-async',false,5,false,wait=5",
        "return=minimal,true,-1,false,"
    })
    void grantsWhatTheRouteKnows(String prefer, boolean async, int wait, boolean respondAsync, String applied) {
        var preferences = Preferences.of(TestRequest.of("PUT", "/", "prefer", prefer), Duration.ofMinutes(1), async);

        assertThat(preferences).isEqualTo(new Preferences(wait, respondAsync));
        assertThat(preferences.waits()).isEqualTo(wait > 0);
        assertThat(preferences.applied()).isEqualTo(applied);
    }

    /** The route's timeout is 10 seconds. */
    @ParameterizedTest
    @CsvSource({"-1,false,10,10", "5,false,5,5", "-1,true,0,10", "5,true,5,15"})
    void everyRequestHasAnEnd(int wait, boolean respondAsync, int patience, int end) {
        var preferences = new Preferences(wait, respondAsync);
        Duration timeout = Duration.ofSeconds(10);

        assertThat(preferences.patience(timeout)).hasSeconds(patience);
        assertThat(preferences.end(timeout)).hasSeconds(end);
    }
}
