package io.sluice.config.fold;

import io.sluice.config.BindingName;

/** The binding that an http route leads to, with what lies behind it. */
public sealed interface RouteTarget permits HttpKafkaTarget, ProxyTarget {

    /** The binding's name; two targets of the same name are the same. */
    BindingName name();
}
