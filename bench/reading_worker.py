"""`python -m bench.reading_worker COUNT`: read so many generated reports in one process, print JSON.

cpu: seconds of processor time for all; seconds: wall time of each; bytes: of all texts; persons: of each.
"""

import json
import sys
import time

from bench.generate import reports
from thongsuot.engines.reading.model import Source
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer


def main(count: int) -> None:
    sources = [Source(report.text.encode()) for report in reports(count)]
    places = gazetteer()
    read(sources[0], places)
    seconds, persons = [], []
    began = time.process_time()
    for source in sources:
        start = time.perf_counter()
        record = read(source, places)
        seconds.append(time.perf_counter() - start)
        persons.append([one.name for one in record.participants if not one.is_group])
    cpu = time.process_time() - began
    size = sum(len(source.content) for source in sources)
    print(json.dumps({"cpu": cpu, "seconds": seconds, "bytes": size, "persons": persons}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
