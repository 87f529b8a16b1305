package io.sluice.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * The signal SIGHUP. The classes for signals are not part of the Java platform, and other systems than those of the Unix
 * kind have no such signal; so they are looked for by name, and where they are not there is nothing to handle.
 */
final class HangUp {
    private HangUp() {}

    /**
     * Runs an action for each signal, on a thread of the Java runtime; it must hand over and return.
     *
     * @return false if the signal cannot be handled here
     */
    static boolean handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "handler of SIGHUP";
            };
            Object proxy = Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
            return true;
        } catch (ReflectiveOperationException e) {
            return false; // no such class, or no such signal: IllegalArgumentException within
        }
    }
}
