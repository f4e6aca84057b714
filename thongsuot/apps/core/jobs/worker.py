"""Who works: a process named by its machine, its number and a word of its own, so that others see when it is gone."""

from __future__ import annotations

import os
import socket
from functools import cache
from secrets import token_hex

MACHINE = socket.gethostname()[:40]


def me() -> str:
    """The name of this process, at most 64 letters: "machine/number/word"."""
    number = os.getpid()
    return f"{MACHINE}/{number}/{_word(number)}"


@cache
def _word(number: int) -> str:
    return token_hex(4)


def is_gone(worker: str) -> bool:
    """Whether a process of this machine is no more. Of another machine nobody knows: its lease will tell."""
    machine, _slash, rest = worker.partition("/")
    number = rest.partition("/")[0]
    if machine != MACHINE or not number.isdigit():
        return False
    if int(number) == os.getpid():
        return worker != me()
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
