"""Runs every measurement, or those named on the command line."""

import sys
from collections.abc import Callable

from tests.bench import matching_bench, matching_online, matching_scale

BENCHES: dict[str, Callable[[], int]] = {
    "matching": matching_bench.main,
    "scale": matching_scale.small,
    "online": matching_online.main,
}


def main(names: list[str]) -> int:
    """The exit status: 1 where a bench found something wrong, 2 for an unknown name."""
    unknown = sorted(set(names) - BENCHES.keys())
    if unknown:
        print(f"no bench {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    return max([BENCHES[name]() for name in names or BENCHES], default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
