"""What every test stands on: Hypothesis made repeatable, files in a place of their own, a named cast."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("steady")

NOW = datetime(2025, 8, 22, 1, 30, tzinfo=UTC)
"""08:30 on 22/8/2025 in Vietnam: when the tests take place."""


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path, settings: object) -> None:
    settings.FILES_DIR = tmp_path / "files"  # type: ignore[attr-defined]
