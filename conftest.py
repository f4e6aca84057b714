"""What every test stands on: Hypothesis made repeatable, files apart, databases that can be copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings

from thongsuot.config.catalogues import compile_all

pytest_plugins = ["tests.databases", "tests.browser"]

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("steady")

for written in compile_all():
    # Django read the catalogues when it was set up, before these were there.
    translation_file_changed(None, written.with_suffix(".mo"))

NOW = datetime(2025, 8, 22, 1, 30, tzinfo=UTC)
"""08:30 on 22/8/2025 in Vietnam: when the tests take place."""


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, settings: Any) -> None:
    """Files in a place of the test's own; pages without the static files that a server once collected."""
    settings.FILES_DIR = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path
    settings.OCR_PROGRAM = ""
    settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def work() -> Callable[[], None]:
    """Runs every queued job now, in this process, as the queue worker would."""
    from django_tasks_db.management.commands.db_worker import Worker

    def run() -> None:
        Worker(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id="test", excluded_queue_names=[],
        ).run()  # fmt: skip

    return run
