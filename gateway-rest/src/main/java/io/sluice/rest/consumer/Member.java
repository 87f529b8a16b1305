package io.sluice.rest.consumer;

/**
 * Who commits: a member of a group at one generation, or nobody.
 *
 * @param id the broker's name for the member; empty for nobody
 */
record Member(String id, int generation) {
    /** Somebody outside of the group, who may commit while it has no members. */
    static final Member NOBODY = new Member("", -1);
}
