package org.yanzhen.people;

import org.yanzhen.shared.RealmId;

/**
 * Who serves where, with which skill or in which group, or who is there again, is not what it was;
 * told to other rooms inside the transaction.
 */
public record PeopleChanged(RealmId realm) {}
