"""People and organs are looked up once a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.register import paths


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    yield
    paths.forget()
