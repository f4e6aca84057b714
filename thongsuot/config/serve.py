"""`thongsuot serve`: from an empty folder to a served page; web server and queue worker side by side."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from threading import Event, Thread

from thongsuot.config.catalogues import compile_all
from thongsuot.config.env import in_url
from thongsuot.config.stamps import Stamp, digest

WEB_WORKERS = 2
READY_WITHIN = 120.0
"""Seconds in which the first page must answer."""
TOO_SOON = 5.0
"""Seconds: a process that dies younger than this would die again."""
GRACE = 10.0
"""Seconds that a process has to finish what it is doing."""


def run() -> int:
    """Prepare and serve until told to stop; the exit status of the command."""
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.config.settings")
    try:
        from django.conf import settings

        host, port = settings.HOST, settings.PORT
    except ImproperlyConfigured as error:
        return _refuse(str(error))
    if trouble := address_trouble(host, port):
        return _refuse(trouble)
    update()
    if trouble := demo_trouble() or key_trouble():
        return _refuse(trouble)
    load_first_rows()
    import_module(
        "thongsuot.config.wsgi"
    )  # a fault shows here, once, and not in every worker again and again
    return Keeper({"web": _web(host, port), "jobs": [sys.executable, "-m", "thongsuot.config.jobs"]}).run(
        lambda: _announce(host, port)
    )


def address_trouble(host: str, port: int) -> str:
    """Why nothing can listen there, in a sentence; "" when something can."""
    try:
        family, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return (
            f"Không mở được {host}:{port} ({error.strerror}). Hãy dừng chương trình đang dùng cổng này, "
            f"hoặc chọn cổng khác: PORT={port + 1} script/server\n"
            f"Cannot listen on {host}:{port}. Stop what uses the port, or choose another with PORT."
        )
    return ""


def update() -> None:
    """Bring files and the shape of the database up to date. Each step does nothing when there is nothing to do."""
    import django
    from django.core.management import call_command

    compile_all()
    django.setup()
    call_command("build_assets", verbosity=0)
    collect_static()
    call_command("migrate", interactive=False, verbosity=0)


def demo_trouble() -> str:
    """Why this database and the setting `DEMO` do not go together, in a sentence; "" when they do."""
    from django.conf import settings

    from thongsuot import demo

    return demo.trouble(wanted=settings.DEMO)


def key_trouble() -> str:
    """Why `PERSONAL_KEY` does not open this database's personal values, in a sentence; "" when it does."""
    from thongsuot.apps.core import vault

    return vault.trouble()


def collect_static() -> None:
    """Collect static files when what they come from has changed."""
    from django.conf import settings
    from django.core.management import call_command

    from thongsuot.config import static

    folders = sorted(settings.BASE_DIR.glob("apps/*/static"))
    stamp = Stamp(settings.STATIC_ROOT / "made-from", static.origin(*folders, settings.ASSETS_DIR))
    if stamp.is_fresh():
        return
    _say("Chuẩn bị tệp tĩnh / collecting static files")
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=list(static.IGNORED))
    stamp.set()


def load_first_rows() -> None:
    """The units of the shipped tables, and the invented demo data where `DEMO` asks for it."""
    from django.conf import settings
    from django.core.management import call_command

    from thongsuot.apps.places import queries as places

    tables = sorted((settings.BASE_DIR / "facts" / "places").glob("*.csv"))
    stamp = Stamp(settings.VAR_DIR / "places-loaded", digest(*tables))
    if not (stamp.is_fresh() and places.edition()):
        _say("Nạp danh mục đơn vị hành chính / loading the units")
        call_command("load_places", verbosity=0)
        stamp.set()
    if settings.DEMO:
        call_command("load_demo", verbosity=0)


class Keeper:
    """Keeps several processes alive until it is told to stop; when one cannot live, all stop."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.running: dict[int, tuple[str, subprocess.Popen[bytes], float]] = {}
        self.stopping = self.failed = False

    def run(self, is_ready: Callable[[], bool]) -> int:
        """0 when asked to stop; 1 when a process died too soon after its start, or `is_ready` said no."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        for name in self.commands:
            self._start(name)
        Thread(target=self._await, args=(is_ready,), daemon=True).start()
        while self.running:
            self._reap()
        return int(self.failed)

    def _await(self, is_ready: Callable[[], bool]) -> None:
        if not is_ready() and not self.stopping:
            self._fail("Không trang nào trả lời; tất cả dừng / no page answers, so everything stops")

    def _start(self, name: str) -> None:
        # A session of its own, so that Ctrl-C reaches only us and each process is stopped once.
        process = subprocess.Popen(self.commands[name], start_new_session=True)  # noqa: S603
        self.running[process.pid] = (name, process, time.monotonic())

    def _reap(self) -> None:
        """Wait until one process ends, and see to it."""
        pid, status = os.waitpid(-1, 0)
        if pid not in self.running:
            return
        name, process, since = self.running.pop(pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        if self.stopping:
            return
        if time.monotonic() - since < TOO_SOON:
            self._fail(
                f"“{name}” dừng ngay sau khi chạy; tất cả dừng theo / died at once, so everything stops"
            )
            return
        _say(f"“{name}” đã dừng, đang chạy lại / died and is started again")
        self._start(name)

    def _fail(self, line: str) -> None:
        _say(line)
        self.failed = True
        self._stop()

    def _asked_to_stop(self, number: int, frame: object) -> None:
        if not self.stopping:
            _say("Đang dừng / stopping")
        self._stop()

    def _stop(self) -> None:
        self.stopping = True
        for _name, process, _since in list(self.running.values()):
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGTERM)
        Thread(target=self._kill_late, daemon=True).start()

    def _kill_late(self) -> None:
        Event().wait(GRACE)
        for _name, process, _since in list(self.running.values()):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _web(host: str, port: int) -> list[str]:
    # A worker that is told to stop while it starts does not hear it: kill it after three seconds.
    options = (
        f"--workers {WEB_WORKERS} --blocking-threads 4 --respawn-failed-workers --workers-kill-timeout 3"
    )
    address = f"--interface wsgi --no-ws --log-level warning --host {host} --port {port}"
    command = [sys.executable, "-m", "granian", *options.split(), *address.split()]
    return [*command, "thongsuot.config.wsgi:application"]


def _announce(host: str, port: int) -> bool:
    """Say where the product is, as soon as it answers, and to whom; False when it does not."""
    from django.conf import settings

    if not answers(host, port, within=READY_WITHIN, headers=accepted_headers()):
        return False
    _say(f"Thông Suốt: http://{in_url(host)}:{port}/")
    if note := names_note(host, settings.ALLOWED_HOSTS):
        _say(note)
    if settings.DEMO:
        _say("Tài khoản trình diễn ở trang đăng nhập và trong README.md / demo accounts: see the log-in page")
    return True


def names_note(host: str, allowed: Sequence[str]) -> str:
    """Under which names others reach a server that listens beyond this machine; "" for one that does not."""
    if host == "localhost" or host.startswith("127.") or host == "::1":
        return ""
    return (
        f"Chỉ trả lời các địa chỉ / answers only to: {', '.join(allowed)}. Tên hoặc IP khác nhận lỗi 400; thêm "
        "bằng / other names get a 400; add them with ALLOWED_HOSTS=ten-may.vn,10.0.0.5,127.0.0.1 script/server"
    )


def accepted_headers() -> dict[str, str]:
    """With these the server answers its own question, whatever names and scheme it was told to insist on."""
    from django.conf import settings

    name = settings.ALLOWED_HOSTS[0].lstrip(".")
    host = {"Host": "localhost" if name == "*" else name}
    return host | ({"X-Forwarded-Proto": "https"} if settings.HTTPS else {})


def answers(host: str, port: int, *, within: float, headers: Mapping[str, str]) -> bool:
    """Whether /suc-khoe/ answers 200 before so many seconds are over."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    end = time.monotonic() + within
    while time.monotonic() < end:
        with suppress(OSError, HTTPException):
            connection = HTTPConnection(reached, port, timeout=within)
            connection.request("GET", "/suc-khoe/", headers=dict(headers))
            if connection.getresponse().status == 200:
                return True
        Event().wait(0.05)
    return False


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


def _say(line: str) -> None:
    print(line, flush=True)
