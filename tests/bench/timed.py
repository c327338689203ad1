"""Runs one command of the matcher and prints its processor seconds, wall seconds and peak memory in MB."""

import gc
import resource
import sys
import time

from matching.__main__ import main

if __name__ == "__main__":
    gc.disable()  # As the command line does.
    started = time.perf_counter()
    status = main(sys.argv[1:])
    wall = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime:.1f} {wall:.1f} {used.ru_maxrss // 1024}")
    sys.exit(status)
