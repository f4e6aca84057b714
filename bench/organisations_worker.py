"""`python -m bench.organisations_worker [--quick]`: loads the nation unless it is there, measures, prints JSON.

VAR_DIR and DATABASE_URL say where. Stands there what was loaded by the same tables, code and size, it is used again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.measure import CALLS, ROOT, Timing, timed


def main(is_quick: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "thongsuot.config.settings"
    import django

    django.setup()
    from bench import nation

    size = nation.SAMPLE if is_quick else nation.NATION
    loaded = _load(size)
    measured = _measure()
    wanted = {"person": size.people, "membership": size.memberships, "case": size.cases}
    print(json.dumps({"loaded": loaded, "counts": nation.counts(), "wanted": wanted} | measured))


def _load(size: Any) -> float:
    """Seconds that loading took; 0 when it stood already."""
    from django.conf import settings
    from django.core.management import call_command

    from bench import nation

    stamp, wanted = Path(settings.VAR_DIR) / "loaded", _digest(size)
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return 0.0
    database = Path(settings.VAR_DIR) / "thongsuot.sqlite3"
    for left in (database, *database.parent.glob(f"{database.name}-*")):
        left.unlink(missing_ok=True)
    begun = time.perf_counter()
    call_command("migrate", interactive=False, verbosity=0)
    nation.load(size)
    stamp.write_text(wanted, encoding="ascii")
    return time.perf_counter() - begun


def _digest(size: Any) -> str:
    parts = [*ROOT.glob("thongsuot/apps/*/migrations/0*.py"), *ROOT.glob("thongsuot/facts/*/*.csv")]
    parts += [*ROOT.glob("thongsuot/demo/*.py"), ROOT / "bench" / "nation.py"]
    found = hashlib.sha256(repr(size).encode())
    for part in sorted(parts):
        found.update(part.read_bytes())
    return found.hexdigest()


def _measure() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from thongsuot.apps.core.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    client = Client()
    client.force_login(User.objects.get(login="tochuc"))
    unit, province = _unit("23293"), _unit("51")
    page = f"/to-chuc/dia-phuong/{unit.uid}/"
    with CaptureQueriesContext(connection) as asked:
        _get(client, page)
        queries = len(asked)  # the next request forgets them
    return {
        "unit_page": _seconds(timed(lambda: _get(client, page))),
        "unit_queries": queries,
        "chart": _seconds(timed(lambda: _get(client, f"/to-chuc/so-do/{province.uid}/"))),
        **_scopes(),
    }


def _unit(code: str) -> Any:
    from thongsuot.apps.places.models import Unit

    return Unit.objects.get(code=code, dissolved_on=None)


def _get(client: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


def _seconds(timing: Timing) -> list[float]:
    return list(timing.seconds)


def _scopes() -> dict[str, Any]:
    """The same list unscoped and as each role sees it, called in turn so that both meet the same machine."""
    from thongsuot.apps.organisations.queries import Scope

    roles = {"coordinator": "tonghop", "department": "so-xaydung", "commune": "kontum", "leader": "lanhdao"}
    calls = {"": _listing("tonghop", Scope(is_all=True))}
    calls |= {role: _listing(login, None) for role, login in roles.items()}
    seconds: dict[str, list[float]] = {role: [] for role in calls}
    for _turn in range(CALLS + 1):
        for role, call in calls.items():
            begun = time.perf_counter()
            call()
            seconds[role].append(time.perf_counter() - begun)
    warm = {role: found[1:] for role, found in seconds.items()}
    return {"bare": warm.pop(""), "scoped": warm}


def _listing(login: str, whole: Any) -> Callable[[], None]:
    """The first page of the register, its counts, and what it takes to know who may see what."""
    from bench import nation
    from thongsuot.apps.cases import orders, queries
    from thongsuot.apps.core.models import User
    from thongsuot.apps.organisations.middleware import equip

    user = User.objects.get(login=login)

    def call() -> None:
        equip(user, at=nation.AT)
        if whole is not None:
            user.__dict__["_reach"] = {("scope", "cases.view", None): whole}
        rows = queries.with_neighbours(queries.register(queries.Filters(), for_=user))
        found, _more = orders.page(rows, orders.NEWEST, None)
        assert found
        assert queries.tally(queries.Filters(), for_=user).total

    return call


if __name__ == "__main__":
    main("--quick" in sys.argv)
