"""Runs one command of the matcher, or the linear program, and prints what it took, as JSON on one line.

``python -m tests.bench.timed plan INSTANCE.json -o PLAN.json`` or ``… timed linear INSTANCE.json``. The peak is VmHWM
of this process: what getrusage says starts at the size of the process that started it.
"""

import gc
import json
import resource
import sys
import time
from pathlib import Path

from matching.__main__ import main


def peak_mb() -> int:
    """The most memory that this process ever held, in MB of 2**20 bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024


if __name__ == "__main__":
    gc.disable()  # As the command line does.
    started, found = time.perf_counter(), {}
    if sys.argv[1] == "linear":
        from tests.bench.linear import solve  # SciPy is loaded for this solver only.

        status, found = 0, solve(sys.argv[2])
    else:
        status = main(sys.argv[1:])
    wall = time.perf_counter() - started
    processor = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    print(json.dumps({"processor": processor, "wall": wall, "peak_mb": peak_mb(), **found}))
    sys.exit(status)
