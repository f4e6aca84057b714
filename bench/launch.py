"""`python launch.py RESULT PROGRAM ...`: run a program, write {"seconds", "peak"} to the file RESULT.

A small process of its own, because the peak that the system reports for a child starts at the memory of the
process that started it. peak: bytes of resident memory.
"""

import json
import os
import sys
import time
from pathlib import Path

BYTES = 1 if sys.platform == "darwin" else 1024
"""Unit of ru_maxrss."""


def main(result: str, program: list[str]) -> None:
    start = time.perf_counter()
    try:
        pid = os.posix_spawnp(program[0], program, os.environ)
    except OSError as error:
        sys.exit(str(error))
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    measured = {"seconds": seconds, "peak": usage.ru_maxrss * BYTES}
    Path(result).write_text(json.dumps(measured), encoding="ascii")
    sys.exit(abs(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
