"""The cheapest ways from the root to one need, found backwards from it by reduced costs."""

import heapq
from collections.abc import Iterator
from typing import Any

import numpy as np

from matching.offers import Offers
from matching.online.residual import NEVER, FullCap, Ints, Residual
from matching.weight import KEPT_WEIGHT

Agent = int | FullCap
"""Where flow may turn round: a resource (its position), or one of its full caps."""
RESOURCE, CAP, NEED = 0, 1, 2
Step = tuple[int | None, Agent, int]
"""A need that gives back (None: the source itself gives), the agent, the need that gets it."""


def resource_of(agent: Agent) -> int:
    """The position of the agent's resource."""
    return agent if isinstance(agent, int) else agent[2]


class Search:
    """Searches on one residual network, one after the other."""

    def __init__(self, s: Residual) -> None:
        self.s = s
        self.offers = Offers(s.group)
        nothing = [any(cap.amount == 0 and cap.only is None for cap in r.caps) for r in s.resources]
        self._closed = np.array(nothing, bool)
        self._turned = np.zeros(len(s.resources), bool)

    def ways_in(self, n: int) -> tuple[Ints, Ints, list[tuple[FullCap, int]]]:
        """What could give the need more, and what that costs: resources and their labels, full caps and theirs."""
        s, need = self.s, self.s.needs[n]
        at = self.offers.eligible(need)
        at = at[~self._closed[at]]
        own, case = s.full_under("need", need.id), s.full_under("case", need.case)
        place = s.full_under("place", need.place)
        turned = [*own, *case, *place]
        self._turned[turned] = True
        is_turned = self._turned[at]
        self._turned[turned] = False
        caps: list[tuple[FullCap, int]] = []
        for r in at[is_turned].tolist():
            if r not in own and r in case:
                caps.append((("case", need.case, r), case[r]))
            elif r not in own:
                caps.append((("place", need.place, r), place[r]))
        at = at[~is_turned]
        labels = s.label[at]
        kept = [r for r in s.previous.get(n, ()) if s.kept_room(n, r) > 0]
        if kept:
            labels -= KEPT_WEIGHT * np.isin(at, kept)
            caps = [(cap, label - KEPT_WEIGHT * (cap[2] in kept)) for cap, label in caps]
        return at, labels, caps

    def lowest(self, n: int) -> int:
        """The label of a need that gets nothing: that of the cheapest way in; 0 where there is none."""
        _, labels, caps = self.ways_in(n)
        return min([*labels.tolist(), *(label for _, label in caps)], default=0)

    def givers(self, agent: Agent) -> tuple[Ints, Ints]:
        """Needs that could give back to the agent, and what a unit from each costs beside what it earned there."""
        s = self.s
        if isinstance(agent, int):
            return s.givers(agent)
        per, key, r = agent
        if per == "case":
            return s.givers(r, s.of_case[key])
        return s.givers(r, (n for n in s.served[r] if s.needs[n].place == key))

    def label(self, agent: Agent) -> int:
        """The agent's label; a cap that is not full any more has that of what it hangs under."""
        if isinstance(agent, int):
            return int(self.s.label[agent])
        label = self.s.full_under(*agent[:2]).get(agent[2])
        return self.s.label_above(agent) if label is None else label


class Tree:
    """Shortest ways to one need, grown backwards until the cheapest way out of the root is known.

    *cost* is what that way costs beyond the need's label, or the limit where none costs less.
    """

    def __init__(self, search: Search, target: int, limit: int, most_steps: int) -> None:
        self.search, self.s, self.target, self.cost = search, search.s, target, limit
        self.steps_left = most_steps
        self.gives_to: dict[Agent, int] = {}
        self.gives_back: dict[int, Agent] = {}
        self.near: dict[Agent, int] = {}
        self.near_need: dict[int, int] = {target: 0}
        self._near = np.full(len(self.s.resources), NEVER, np.int64)
        self._heap: list[tuple[int, int, int, int, Any]] = [(0, 0, NEED, 0, target)]
        self.agents: list[Agent] = []
        self._grow()

    @property
    def is_whole(self) -> bool:
        """Whether the search came to its end within its steps."""
        return self.steps_left >= 0

    def _grow(self) -> None:
        while self._heap and self._heap[0][0] < self.cost and self.is_whole:
            near, hops, kind, _, node = heapq.heappop(self._heap)
            if kind == NEED:
                if self.near_need[node] == near:
                    self.steps_left -= 1
                    self._expand_need(node, near, hops)
            elif self.near[node] == near:
                self.steps_left -= 1
                self.agents.append(node)
                self._expand_agent(node, near, hops)
        for near, _, kind, _, node in sorted(self._heap):
            if near == self.cost and kind != NEED and self.near[node] == near:
                self.agents.append(node)

    def _expand_need(self, n: int, near: int, hops: int) -> None:
        s = self.s
        at, labels, caps = self.search.ways_in(n)
        base = near - int(s.need_label[n])
        keys = np.maximum(labels + base, near)
        ways = np.maximum(keys, keys - s.label[at] + s.exit[at])
        self.cost = min(self.cost, int(ways.min(initial=NEVER)))
        some = (keys <= self.cost) & (keys < self._near[at])
        self._near[at[some]] = keys[some]
        for r, key in zip(at[some].tolist(), keys[some].tolist()):
            self._reach(r, RESOURCE, key, hops, n)
        for cap, label in caps:
            key = max(near, label + base)
            if key <= self.cost and key < self.near.get(cap, NEVER):
                self._reach(cap, CAP, key, hops, n)
                needs, costs = self.search.givers(cap)
                ways = np.maximum(key, key - self.search.label(cap) + s.leaving[needs] + costs)
                self.cost = min(self.cost, int(ways.min(initial=NEVER)))

    def _reach(self, agent: Agent, kind: int, key: int, hops: int, n: int) -> None:
        self.near[agent] = key
        self.gives_to[agent] = n
        most = self.s.room.left(self.s.resources[agent]) if isinstance(agent, int) else 0
        heapq.heappush(self._heap, (key, hops + 1, kind, -most, agent))  # Few sources: the largest first.

    def _expand_agent(self, agent: Agent, near: int, hops: int) -> None:
        s = self.s
        needs, costs = self.search.givers(agent)
        keys = np.maximum(near, near + s.need_label[needs] + costs - self.search.label(agent))
        some = keys < self.cost
        for n, key in zip(needs[some].tolist(), keys[some].tolist()):
            if key < self.near_need.get(n, NEVER):
                self.near_need[n] = key
                self.gives_back[n] = agent
                heapq.heappush(self._heap, (key, hops + 1, NEED, 0, n))

    # What follows from it

    def raise_labels(self) -> None:
        """What is nearer than the cheapest way is that much further from the root; no open way is cheaper then."""
        s = self.s
        resources = [(r, near) for r, near in self.near.items() if isinstance(r, int) and near < self.cost]
        caps = [(cap, near) for cap, near in self.near.items() if not isinstance(cap, int)]
        for labels, rows in ((s.need_label, list(self.near_need.items())), (s.label, resources)):
            rows = [row for row in rows if row[1] < self.cost]
            at = np.array([row[0] for row in rows], np.int64)
            s.raise_labels(labels, at, self.cost - np.array([row[1] for row in rows], np.int64))
        for cap, near in caps:
            if near < self.cost:
                s.set_full(cap, self.search.label(cap) + self.cost - near)
        for r in sorted({r for r, _ in resources} | {cap[2] for cap, near in caps if near < self.cost}):
            s.lift_caps(r)

    def exits(self) -> Iterator[tuple[Agent, int | None]]:
        """The cheapest ways out of the root, the labels being raised: to an agent, or to a need that gives back."""
        s = self.s
        for agent in self.agents:
            label = self.search.label(agent)
            if isinstance(agent, int) and s.cost[agent] <= label and s.room.left(s.resources[agent]) > 0:
                yield agent, None
            needs, costs = self.search.givers(agent)
            needs = needs[s.leaving[needs] + costs <= label]
            flows = [s.served[resource_of(agent)][n] for n in needs.tolist()]
            for n in needs[np.argsort(flows, kind="stable")[::-1]].tolist():
                yield agent, n

    def path(self, agent: Agent, giver: int | None) -> list[Step]:
        """The steps from a way out of the root to the need."""
        steps: list[Step] = [(giver, agent, self.gives_to[agent])]
        while steps[-1][2] != self.target:
            giver = steps[-1][2]
            agent = self.gives_back[giver]
            steps.append((giver, agent, self.gives_to[agent]))
        return steps
