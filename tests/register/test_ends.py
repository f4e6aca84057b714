"""The tables as graphs: from every state an end is reached, and every state is reached from the beginning."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from thongsuot.apps.cases import states
from thongsuot.apps.core.states import LifeCycle

GIVING_UP = {"withdraw", "cancel", "merge", "replace", "drop", "take-back", "dismiss"}
"""Steps that end a thing without what it was for."""


def reached(cycle: LifeCycle, beginning: str, without: Iterable[str] = ()) -> set[str]:
    """The states that steps lead to from a state, and that state itself."""
    found, ahead = {beginning}, [beginning]
    while ahead:
        now = ahead.pop()
        for step in cycle.steps:
            if now in step.sources and step.code not in without and step.target not in found:
                found.add(step.target)
                ahead.append(step.target)
    return found


@pytest.mark.parametrize("cycle", states.ALL, ids=lambda cycle: cycle.code)
def test_every_state_is_on_a_way_from_the_beginning_to_an_end(cycle: LifeCycle) -> None:
    every = {state.code for state in cycle.states}
    assert reached(cycle, cycle.initial) == every
    for state in cycle.states:
        ends = {code for code in reached(cycle, state.code, GIVING_UP) if cycle.state(code).is_final}
        assert ends, f"{state.code} only ends by giving up"
