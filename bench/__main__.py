"""`python -m bench [NAME [--json] [--quick]]`; see script/bench."""

import sys

from bench.harness import main

sys.exit(main(sys.argv[1:]))
