"""Every state of every life cycle is shown with a shape that is drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from thongsuot.apps.cases import states
from thongsuot.apps.core import templatetags
from thongsuot.apps.core.states import LifeCycle
from thongsuot.apps.core.templatetags.page_parts import status

DRAWN = set(
    re.findall(
        r'<symbol id="([\w-]+)"',
        (Path(templatetags.__file__ or "").parents[1] / "static/core/icons.svg").read_text(encoding="utf-8"),
    )
)


@pytest.mark.parametrize("cycle", states.ALL, ids=lambda cycle: cycle.code)
def test_every_state_has_its_shape(cycle: LifeCycle) -> None:
    for state in cycle.states:
        shown = status(str(state.label), tone=state.tone, mark=state.mark)
        assert set(re.findall(r'#([\w-]+)"', shown)) <= DRAWN, state.code
