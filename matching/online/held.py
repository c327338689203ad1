"""A plan held in memory, for needs that arrive after it was made: what could help one, and the best change for it."""

from dataclasses import replace

from matching.certify import certify
from matching.online.augment import MOST_STEPS, augment
from matching.online.placement import Placement, change_of, difference
from matching.online.proof import dual_of
from matching.online.residual import Residual
from matching.online.search import Search
from matching.planner import plan as solve
from matching.planner import put_together
from matching.problem import BadInput, Group, Instance, Need, check, groups
from matching.rank import Ranking, ranking
from matching.reason import Shortfalls
from matching.result import Dual, Plan, Reason
from matching.room import Room
from matching.verify import verify

NOTHING = Dual(kept_needs=0, worth={}, resources={}, caps=())


class _Lot:
    """One group: its flow, and whether that is known to be the best."""

    def __init__(self, group: Group, plan: Plan, dual: Dual, is_best: bool) -> None:
        ids = {need.id for need in group.needs}
        rows = [(a.need, a.resource, a.amount) for a in plan.allocations if not a.pinned and a.need in ids]
        self.group = group
        self.pins = Room(group)
        self.flow = Residual(group, rows, dual)
        self.search = Search(self.flow)
        self.is_best = is_best

    def rank(self, need: Need) -> Ranking:
        offers = self.search.offers
        eligible = [self.group.resources[r] for r in offers.eligible(need).tolist()]
        return ranking(self.group, need, self.pins, eligible, offers)

    def place(self, need: Need, most_steps: int) -> Placement:
        """The change, made; it can be undone."""
        s = self.flow
        is_whole = augment(self.search, need, most_steps)
        n = s.number_of[need.id]
        pairs = sorted(s.before, key=lambda pair: (s.needs[pair[0]].id, s.resources[pair[1]].id))
        changes = [change_of(s, *pair, s.before[pair]) for pair in pairs]
        changes = [change for change in changes if change.before != change.after]
        return Placement(
            need.id,
            need.amount,
            s.room.missing(need),
            tuple(change for change in changes if change.need == need.id),
            tuple(change for change in changes if change.need != need.id),
            self._because(need),
            difference(s, s.before),
            self.is_best and is_whole and n not in s.previous,
        )

    def _because(self, need: Need) -> tuple[Reason, ...]:
        if self.flow.room.missing(need) <= 0:
            return ()
        alone = replace(self.group, needs=(need,))
        return Shortfalls(alone, self.flow.room, self.search.offers).of(0)


class Held:
    """An instance and a plan of it, indexed once, and every need that was placed and kept since."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        """Raises BadInput for a plan that does not hold; one that comes without its proof is solved to get one."""
        check(instance)
        if faults := verify(instance, plan):
            raise BadInput("plan", "", faults[0])
        self._instance = instance
        self._arrived: list[Need] = []
        self._ids = {need.id for need in instance.needs}
        self._place_of = {need.case: need.place for need in instance.needs}
        proof = plan if plan.optimal and not certify(instance, plan, plan.certificate) else solve(instance)
        self._lots: dict[str, _Lot] = {}
        for group in groups(instance):
            dual = proof.certificate.get(group.key)
            is_best = dual is not None and plan.objective[group.key] == proof.objective[group.key]
            self._lots[group.key] = _Lot(self._with_earlier(group), plan, dual or NOTHING, is_best)

    def _with_earlier(self, group: Group) -> Group:
        """What the previous plan gave to needs that are not there yet may be kept as well."""
        names = {resource.id for resource in group.resources}
        earlier = {
            (pair.need, pair.resource): pair.amount
            for pair in self._instance.previous
            if pair.need not in self._ids and pair.resource in names
        }
        return replace(group, previous={**group.previous, **earlier})

    @property
    def instance(self) -> Instance:
        """The instance with every need that was kept since."""
        return replace(self._instance, needs=(*self._instance.needs, *self._arrived))

    def plan(self) -> Plan:
        """The plan as it stands, explained and checked, with its proof where it has one."""

        def flow(group: Group) -> tuple[dict[tuple[str, str], int], Dual | None]:
            lot = self._lots[group.key]
            return lot.flow.amounts(), dual_of(lot.search) if lot.is_best else None

        return put_together(self.instance, flow)

    def rank(self, need: Need) -> Ranking:
        """What matching.rank says of the need in this instance, where it need not be yet."""
        return self._lot(need).rank(need)

    def place(self, need: Need, keep: bool = False, most_steps: int = MOST_STEPS) -> Placement:
        """The best change of the plan for an arriving need, made only where it is to be kept.

        Proposals of other needs move only where that is better in O1–O5; pins never do. Raises BadInput for a need
        that the instance cannot take in. Beyond *most_steps* nodes looked at, what was found is not the best.
        """
        self._check(need)
        lot = self._lot(need)
        placement = lot.place(need, most_steps)
        if not keep:
            lot.flow.undo()
            return placement
        lot.flow.keep()
        lot.is_best = placement.optimal
        self._lots[need.group] = lot
        self._arrived.append(need)
        self._ids.add(need.id)
        self._place_of[need.case] = need.place
        return placement

    def _lot(self, need: Need) -> _Lot:
        """The need's group; one of its own where the instance has no such need yet."""
        if need.group in self._lots:
            return self._lots[need.group]
        alone = next(groups(replace(self._instance, needs=(need,), pinned=(), previous=())))
        return _Lot(self._with_earlier(replace(alone, needs=())), Plan((), (), {}, True), NOTHING, True)

    def _check(self, need: Need) -> None:
        """Everything that `check` would say of the instance with this need, as far as the need is to blame."""
        record = f"need {need.id!r}"
        check(Instance(self._instance.as_of, (need,), ()))
        if need.id in self._ids:
            raise BadInput(record, "id", "is in the plan already")
        place = self._place_of.get(need.case, need.place)
        if place != need.place:
            raise BadInput(record, "place", f"case {need.case!r} stands in {place!r} and in {need.place!r}")
        places = set(self._place_of.values())
        for resource in self._instance.resources:
            for cap in resource.caps:
                only = cap.only if cap.per == "place" else None
                if only not in (None, need.place, *places) and need.place.startswith(only or ""):
                    raise BadInput(
                        record, "place", f"a cap of {resource.id!r} names only its beginning {only!r}"
                    )


def hold(instance: Instance, plan: Plan) -> Held:
    """Keep a plan in memory, with the labels of its proof, to place needs as they arrive."""
    return Held(instance, plan)


def place(held: Held, need: Need, keep: bool = False) -> Placement:
    """The best change of a held plan for one arriving need: see Held.place."""
    return held.place(need, keep)
