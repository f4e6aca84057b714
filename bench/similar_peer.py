"""Run by rapidfuzz's own Python: a JSON list of pairs of folded texts on standard input, a ratio of each as JSON."""

import json
import sys
from importlib import metadata

from rapidfuzz import fuzz, utils


def main() -> None:
    pairs = json.load(sys.stdin)
    ratios = [fuzz.token_set_ratio(one, other, processor=utils.default_process) for one, other in pairs]
    print(json.dumps({"version": metadata.version("rapidfuzz"), "ratios": ratios}))


if __name__ == "__main__":
    main()
