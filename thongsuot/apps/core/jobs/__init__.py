"""Jobs: delivered at least once, with one effect.

A job is a function under `@job()`; `enqueue` it in the transaction that needs it. What it does stands in
`with once(job, subject, at=at) as is_first`. What time alone does is a list of `every(…)` and `daily(…)`.
"""

from thongsuot.apps.core.jobs.effects import once
from thongsuot.apps.core.jobs.queue import (
    GivenUp,
    forget,
    given_up,
    is_waiting,
    put_back,
    retry,
    take_back,
    waiting,
)
from thongsuot.apps.core.jobs.running import job
from thongsuot.apps.core.jobs.schedule import Act, daily, every, run_due
from thongsuot.apps.core.jobs.worker import me

__all__ = [
    "Act",
    "GivenUp",
    "daily",
    "every",
    "forget",
    "given_up",
    "is_waiting",
    "job",
    "me",
    "once",
    "put_back",
    "retry",
    "run_due",
    "take_back",
    "waiting",
]
