"""A real Chromium against a real server. What its console complains of fails the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = "no Chromium: install it (apt-get install chromium) or say where it is in CHROMIUM"
WAIT_MS = 15_000


@cache
def chromium() -> str | None:
    """Where a Chromium is: `CHROMIUM`, or the first on PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") and not chromium():
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture
def server(committed: None) -> Iterator[str]:
    """The address of the product, served from threads of this process on the test's own database."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    httpd.set_app(get_wsgi_application())
    thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process, and the typeface that its pages ask for."""
    from django.conf import settings
    from django.db import connections
    from playwright.sync_api import sync_playwright

    from thongsuot.apps.core import assets

    # Playwright keeps an event loop in this thread. Django takes that for asynchronous code, and gives it
    # connections of its own: none may stay open on the other side, or no database could be copied.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    connections.close_all()
    assets.build(settings.ASSETS_DIR)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def context(server: str, _browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile that speaks Vietnamese; `server` is the base of its relative addresses."""
    with _browser.new_context(base_url=server, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh") as context:
        context.set_default_timeout(WAIT_MS)
        yield context


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """What the console said of any page of the context: errors, warnings of the policy, uncaught exceptions.

    A test that asks for a failure on purpose takes its complaint out of this list.
    """
    heard: list[str] = []
    context.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: heard.append(str(error.error)))
    return heard


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A page; the test fails when its console complained."""
    page = context.new_page()
    yield page
    page.close()
    assert not complaints, "\n".join(complaints)
