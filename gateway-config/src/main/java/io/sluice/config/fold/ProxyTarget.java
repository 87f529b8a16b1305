package io.sluice.config.fold;

import io.sluice.config.Location;

/** A binding that takes requests over as a whole, without routes that are compiled one by one. */
public sealed interface ProxyTarget extends RouteTarget permits RestTarget, UpstreamTarget {

    /** Where the binding starts. */
    Location at();
}
