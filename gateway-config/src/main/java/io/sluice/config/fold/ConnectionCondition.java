package io.sluice.config.fold;

import io.sluice.config.AddressRange;
import io.sluice.config.TcpConditionConfig;
import io.sluice.config.Text;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of which connections a {@code tcp} server takes. All members present must match.
 *
 * @param peer where the connection comes from; null for anywhere
 * @param authority name of the address that it was made to; null for any
 */
public record ConnectionCondition(
        @Nullable AddressRange peer, @Nullable Text authority) {

    static ConnectionCondition of(TcpConditionConfig config) {
        Text cidr = config.cidr();
        AddressRange peer =
                cidr == null ? null : AddressRange.parse(cidr.value()).orElse(null);
        return new ConnectionCondition(peer, config.authority());
    }

    /** As it is explained: {@code from 10.0.0.0/8 to api.example.com}. */
    @Override
    public String toString() {
        String from = peer == null ? "" : "from " + peer;
        String to = authority == null ? "" : "to " + authority.value();
        return (from + ' ' + to).strip();
    }
}
