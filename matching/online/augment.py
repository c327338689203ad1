"""A need is given what is worth it: along one cheapest way after the other, until the next costs more than it earns."""

from matching.objective import SLICES
from matching.online.residual import Residual
from matching.online.search import Agent, Search, Step, Tree, resource_of
from matching.problem import Need, Per, cap_key
from matching.weight import KEPT_WEIGHT

MOST_STEPS = 1_000_000  # Nodes that the searches for one need may look at.


def augment(search: Search, need: Need, most_steps: int = MOST_STEPS) -> bool:
    """Take the need in and move flow to it while that is worth more than it costs; whether that came to its end.

    Where the flow was best without the need, and the labels proved it, both are true with it as well: the ways
    are shortest, and a need that was not there is the only node where more could have flowed.
    """
    s = search.s
    n = s.append(need)
    s.arriving = n
    s.need_label[n] = search.lowest(n)
    while s.room.missing(need) > 0:
        weight = s.weights[need.urgency][s.slice_of(n, s.room.met(need))]
        limit = weight - int(s.need_label[n])
        if limit <= 0:
            break
        s.refresh()
        tree = Tree(search, n, limit, most_steps)
        most_steps = tree.steps_left
        if not tree.is_whole:
            return False
        tree.raise_labels()
        if tree.cost < limit and not _push(tree, n):
            return False
    return True


def _push(tree: Tree, n: int) -> int:
    """Send all that the cheapest ways can carry and the need's slices are worth; how much that was."""
    s = tree.s
    wanted = _worth_filling(s, n)
    sent = 0
    for agent, giver in tree.exits():
        steps = tree.path(agent, giver)
        amount = min(_capacity(s, steps, int(s.need_label[n])), wanted - sent)
        if amount > 0:
            gives = [(back, resource_of(agent), -amount) for back, agent, _ in steps if back is not None]
            s.shift([*gives, *((to, resource_of(agent), amount) for _, agent, to in steps)])
            sent += amount
        if sent == wanted:
            break
    return sent


def _worth_filling(s: Residual, n: int) -> int:
    """What is missing in the slices that earn more than the need's label."""
    need, label = s.needs[n], int(s.need_label[n])
    worth = sum(weight > label for weight in s.weights[need.urgency])
    return need.amount * worth // SLICES - s.room.met(need)


def _capacity(s: Residual, steps: list[Step], label: int) -> int:
    """What the way can carry; nothing where it has come to cost more than the label."""
    giver, agent, _ = steps[0]
    r = resource_of(agent)
    if giver is None:
        cost, most = int(s.cost[r]), s.room.left(s.resources[r])
    else:
        cost, most = int(s.leaving[giver]), s.may_leave(giver)
    for back, through, to in steps:
        r = resource_of(through)
        if back is not None:
            amount = s.sources[back].get(r, 0)
            if s.is_kept(back, r):
                cost += KEPT_WEIGHT
            elif back in s.previous:
                amount -= s.previous[back].get(r, 0)
            most = min(most, amount)
        if (kept := s.kept_room(to, r)) > 0:
            cost -= KEPT_WEIGHT
            most = min(most, kept)
        for per in _levels_below(through):
            left = s.room.under_caps(s.resources[r], per, cap_key(s.needs[to], per))
            most = most if left is None else min(most, left)
    return most if cost <= label else 0


def _levels_below(agent: Agent) -> tuple[Per, ...]:
    """Levels of the caps that flow from the agent still has to pass."""
    if isinstance(agent, int):
        return "need", "case", "place"
    return ("need", "case") if agent[0] == "place" else ("need",)
