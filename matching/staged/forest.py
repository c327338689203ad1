"""Compiled: cycles of arcs that are neither empty nor full, cancelled as in matching.tidy, for large groups."""

from matching.staged.compiled import compiled
from matching.staged.table import Flags, Ints, Narrow

NOBODY = -1


@compiled
def cancel(
    tails: Narrow,
    heads: Narrow,
    capacities: Ints,
    flows: Ints,
    order: Narrow,
    is_pair: Flags,
    parent: Narrow,
    arc: Narrow,
    mark: Narrow,
    path: Narrow,
    step_limit: int,
) -> int:
    """Push along each cycle that the free arcs close, in *order*, until an arc is empty or full; the steps taken.

    *parent* and *arc* (−1 at first) hold the forest, *mark* and *path* (as long as there are nodes) are for work.
    """
    steps = 0
    for number in range(len(order)):
        a = order[number]
        if not 0 < flows[a] < capacities[a]:
            continue
        if steps > step_limit:
            break
        tail, head = tails[a], heads[a]
        top = meet(parent, mark, head, tail, number)
        if top == NOBODY:
            steps += hang(parent, arc, tail, head, a)
            continue
        length = 0
        for start in (head, tail):
            node = start
            while node != top:
                path[length] = node
                length += 1
                node = parent[node]
        steps += length
        turn(tails, heads, capacities, flows, is_pair, arc, path, length, head, tail, top, parent, a)
        for k in range(length):
            b = arc[path[k]]
            if not 0 < flows[b] < capacities[b]:
                parent[path[k]] = NOBODY
                arc[path[k]] = NOBODY
        if 0 < flows[a] < capacities[a]:
            steps += hang(parent, arc, tail, head, a)
    return steps


@compiled
def meet(parent: Narrow, mark: Narrow, head: int, tail: int, number: int) -> int:
    """The lowest node above both; NOBODY where they stand in different trees."""
    node = head
    while node != NOBODY:
        mark[node] = number
        node = parent[node]
    node = tail
    while node != NOBODY and mark[node] != number:
        node = parent[node]
    return node


@compiled
def hang(parent: Narrow, arc: Narrow, tail: int, head: int, a: int) -> int:
    """Hang the tree of *tail* under *head* by an arc; the steps taken."""
    node, above, by, steps = tail, head, a, 0
    while node != NOBODY:
        after, next_by = parent[node], arc[node]
        parent[node], arc[node] = above, by
        node, above, by = after, node, next_by
        steps += 1
    return steps


@compiled
def turn(
    tails: Narrow,
    heads: Narrow,
    capacities: Ints,
    flows: Ints,
    is_pair: Flags,
    arc: Narrow,
    path: Narrow,
    length: int,
    head: int,
    tail: int,
    top: int,
    parent: Narrow,
    a: int,
) -> None:
    """Push along the cycle of *a* the way that empties a pair, the smaller change first."""
    below_head = 0
    node = head
    while node != top:
        below_head += 1
        node = parent[node]
    best, best_other, along = 0, True, True
    for way in range(2):
        forward = way == 0
        least = capacities[a] - flows[a] if forward else flows[a]
        other = forward or not is_pair[a]
        for k in range(length):
            b = arc[path[k]]
            ahead = (tails[b] == path[k]) == (k < below_head)
            room = capacities[b] - flows[b] if ahead == forward else flows[b]
            is_other = ahead == forward or not is_pair[b]
            if room < least or (room == least and other and not is_other):
                least, other = room, is_other
        if way == 0 or (not other and best_other) or (other == best_other and least < best):
            best, best_other, along = least, other, forward
    flows[a] += best if along else -best
    for k in range(length):
        b = arc[path[k]]
        ahead = (tails[b] == path[k]) == (k < below_head)
        flows[b] += best if ahead == along else -best
