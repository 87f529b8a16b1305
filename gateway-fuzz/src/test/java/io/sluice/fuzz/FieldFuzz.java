package io.sluice.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.engine.http.AcceptEncoding;
import io.sluice.engine.http.EntityTags;
import io.sluice.engine.http.Prefer;
import java.util.List;

/** Fields that hold lists are read whatever they hold, and a tag that stands in a list is found. */
class FieldFuzz {
    @FuzzTest(maxDuration = "2m")
    void findsTheTagThatStandsInTheList(FuzzedDataProvider data) {
        String tag = data.consumeString(20);
        String noise = data.consumeRemainingAsString();
        AcceptEncoding.takesGzip(List.of(noise));
        EntityTags.noneMatchHits(List.of(noise), tag);
        if (Prefer.of(List.of(noise)).waitSeconds() == 0) {
            throw new AssertionError("a wait of no time: " + noise);
        }
        if (!EntityTags.noneMatchHits(List.of(noise, EntityTags.quote(tag)), tag)) {
            throw new AssertionError(tag + " | " + noise);
        }
    }
}
