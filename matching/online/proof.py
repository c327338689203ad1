"""The certificate that the labels of a residual network are."""

from collections import Counter

from matching.eligibility import broken_rules
from matching.online.residual import TURNS, Residual
from matching.online.search import Search
from matching.problem import cap_key
from matching.result import CapPrice, Dual
from matching.weight import KEPT_WEIGHT

Price = tuple[int, str, str]


def dual_of(search: Search) -> Dual:
    """Worth of needs and prices of resources and caps, as matching.certify reads them."""
    s = search.s
    prices: Counter[Price] = Counter()
    for (per, key), rows in s.full.items():
        for r, label in rows.items():
            if per in TURNS:
                prices[r, per, key] = label - s.label_above((per, key, r))
            elif key in s.number_of:
                prices[r, per, key] = _gap(s, s.number_of[key], r)
    _price_nothing(search, prices)
    return Dual(
        kept_needs=s.kept_needs,
        worth={need.id: int(s.need_label[n]) for n, need in enumerate(s.needs)},
        resources={x.id: int(s.label[r] - s.cost[r]) for r, x in enumerate(s.resources)},
        caps=tuple(
            CapPrice(s.resources[r].id, per, key, price)
            for (r, per, key), price in sorted(prices.items())
            if price
        ),
    )


def _gap(s: Residual, n: int, r: int) -> int:
    """What one unit more on this pair would gain, its caps per need aside."""
    need = s.needs[n]
    if broken_rules(need, s.resources[r], s.group.as_of):
        return 0
    outer = s.full_under("place", need.place).get(r, int(s.label[r]))
    label = s.full_under("case", need.case).get(r, outer)
    earlier = s.previous.get(n, {}).get(r, 0)
    is_kept = earlier > 0 and s.sources[n].get(r, 0) <= earlier
    return max(0, int(s.need_label[n]) - label + (KEPT_WEIGHT if is_kept else 0))


def _price_nothing(search: Search, prices: Counter[Price]) -> None:
    """A cap of nothing for everybody is priced wherever a need would gain by more: it costs nothing."""
    s, known = search.s, prices.copy()
    for r, resource in enumerate(s.resources):
        levels = [cap.per for cap in resource.caps if cap.amount == 0 and cap.only is None]
        for n, need in enumerate(s.needs if levels else ()):
            key = r, levels[0], cap_key(need, levels[0])
            prices[key] = max(prices[key], _gap(s, n, r) + (known[key] if levels[0] != "need" else 0))
