"""`python -m bench.register_worker CASES`: loads a register unless it is there, measures, prints JSON.

VAR_DIR and DATABASE_URL say where. Stands there what was loaded by the same tables, code and size, it is used again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.measure import CALLS, ROOT, timed

LOGINS = {"office": "tonghop", "department": "so-xaydung", "commune": "kontum", "leader": "lanhdao"}
LIST = "/so-theo-doi/"
FILTERS = (
    "",
    "kind=recommendation",
    "kind=directive&status=in-progress",
    "topic=land",
    "status=raised,assigned,seen",
    "since=2026-08-01&until=2026-08-31",
    "since=2026-01-01&topic=infrastructure",
    "turn=office",
    "turn=lead&kind=recommendation",
    "bucket=overdue",
    "bucket=due-soon",
    "bucket=done-late&kind=directive",
    "level=limited",
    "cause=law&competence=ministry",
    "kind=recommendation&topic=education&cause=means",
    "sort=due",
    "sort=due&bucket=overdue&topic=land",
    "sort=oldest&status=assigned",
    "unit={unit}",
    "lead={lead}&kind=directive",
)
"""Twenty that an office uses; `unit` and `lead` are one of each that has cases."""


def main(number: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "thongsuot.config.settings"
    import django

    django.setup()
    loaded, words = _load(number)
    print(json.dumps({"loaded": loaded, "cases": _count()} | _measure(words)))


def _load(number: int) -> tuple[float, dict[str, list[str]]]:
    """Seconds that loading took, 0 when it stood already; the words to look for."""
    from django.conf import settings
    from django.core.management import call_command

    from bench import caseload

    stamp, wanted = Path(settings.VAR_DIR) / "loaded.json", _digest(number)
    if stamp.is_file() and (kept := json.loads(stamp.read_text(encoding="utf-8")))["digest"] == wanted:
        return 0.0, kept["words"]
    database = Path(settings.VAR_DIR) / "thongsuot.sqlite3"
    for left in (database, *database.parent.glob(f"{database.name}-*")):
        left.unlink(missing_ok=True)
    begun = time.perf_counter()
    call_command("migrate", interactive=False, verbosity=0)
    words = caseload.load(number)
    stamp.write_text(json.dumps({"digest": wanted, "words": words}), encoding="utf-8")
    return time.perf_counter() - begun, words


def _digest(number: int) -> str:
    parts = [*ROOT.glob("thongsuot/apps/*/migrations/0*.py"), *ROOT.glob("thongsuot/facts/*/*.csv")]
    parts += [*ROOT.glob("thongsuot/demo/*.py"), ROOT / "bench" / "caseload.py"]
    found = hashlib.sha256(repr(number).encode())
    for part in sorted(parts):
        found.update(part.read_bytes())
    return found.hexdigest()


def _count() -> int:
    from thongsuot.apps.cases.models import Case

    return Case.objects.count()


def _measure(words: dict[str, list[str]]) -> dict[str, Any]:
    clients = {role: _client(login) for role, login in LOGINS.items()}
    named = _named()
    filters = [one.format(**named) for one in FILTERS]
    return {
        "create": list(timed(_create()).seconds),
        "filters": {
            f"{role}: {one or 'no filter'}": list(timed(_answers(role, f"{LIST}?{one}")).seconds)
            for role in LOGINS
            for one in filters
        },
        "pages": {
            f"{role}: {one or 'no filter'}": _page(client, f"{LIST}?{one}")
            for role, client in clients.items()
            for one in filters
        },
        "deep": {role: _page(client, _deep(client)) for role, client in clients.items()},
        "search": {
            f"{role}: {group}": [
                second for text in texts for second in _page(client, f"{LIST}?q={text}", 4)[0]
            ]
            for role, client in clients.items()
            for group, texts in _queries(words).items()
        },
        "desk": {role: _page(client, "/viec-cua-toi/") for role, client in clients.items()},
        "totals": {role: _page(client, "/so-theo-doi/tong-hop/") for role, client in clients.items()},
    }


def _client(login: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from thongsuot.apps.core.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    client = Client()
    client.force_login(User.objects.get(login=login))
    return client


def _answers(role: str, address: str) -> Callable[[], object]:
    """What one page asks, from who asks to the words beside its rows, without the page."""
    from django.test import RequestFactory
    from django.utils import timezone

    from thongsuot.apps.cases.views.register import look_up
    from thongsuot.apps.core.models import User
    from thongsuot.apps.organisations.middleware import equip

    def answer() -> object:
        request: Any = RequestFactory().get(address)
        request.now = timezone.now()
        request.user = equip(User.objects.get(login=LOGINS[role]), at=request.now)
        return look_up(request)

    return answer


def _page(client: Any, address: str, calls: int = CALLS) -> tuple[list[float], int]:
    """Seconds of each warm call of a whole page, and how many queries one takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        _get(client, address)
        queries = len(asked)  # the next request forgets them
    return list(timed(lambda: _get(client, address), calls).seconds), queries


def _get(client: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


def _named() -> dict[str, str]:
    from thongsuot.apps.cases.models import Assignment
    from thongsuot.apps.places.models import Unit

    lead = Assignment.objects.filter(role="lead", organisation__kind="department").order_by("pk").first()
    assert lead is not None and lead.organisation is not None
    return {
        "unit": Unit.objects.get(code="23293", dissolved_on=None).uid.hex,
        "lead": lead.organisation.uid.hex,
    }


def _deep(client: Any) -> str:
    """The register after its ten thousandth row, or its middle one where it is shorter."""
    from bench.caseload import AT
    from thongsuot.apps.cases import orders, queries
    from thongsuot.apps.core.models import User
    from thongsuot.apps.organisations.middleware import equip

    user = equip(User.objects.get(pk=client.session["_auth_user_id"]), at=AT)
    rows = queries.register(queries.Filters(), for_=user)
    far = min(10_000, rows.count() // 2)
    return f"{LIST}?after={orders.mark(orders.arranged(rows, orders.NEWEST)[far], orders.NEWEST)}"


def _queries(words: dict[str, list[str]]) -> Iterator[Any] | Any:
    """The fixed mix: ten of each frequency; phrases of frequent words that stand somewhere; beginnings."""
    phrases = [f'"{text}"' for text in _phrases()]
    return words | {"phrase": phrases, "prefix": [word[:-1] for word in words["middling"] if len(word) > 2]}


def _phrases() -> list[str]:
    from thongsuot.apps.cases.models import Case

    texts = Case.objects.order_by("pk").values_list("folded", flat=True)[:10]
    return [" ".join(text.split()[2:4]) for text in texts]


def _create() -> Callable[[], object]:
    """The whole act: number, thread, units, words, similar ones, journal, in one transaction that stands."""
    from bench.caseload import AT, TODAY
    from thongsuot.apps.cases import actions
    from thongsuot.apps.core.models import User
    from thongsuot.apps.organisations.middleware import equip
    from thongsuot.apps.places.models import Unit

    user = equip(User.objects.get(login="tonghop"), at=AT)
    unit = Unit.objects.get(code="23293", dissolved_on=None)
    new = actions.NewCase(
        kind="recommendation",
        topic="infrastructure",
        text="Đề nghị tỉnh bố trí kinh phí sửa chữa trạm bơm và tuyến kênh nội đồng trước mùa mưa",
        raised_on=TODAY,
        raising_units=(unit,),
    )
    return lambda: actions.record(new=new, by=user, at=AT)


if __name__ == "__main__":
    main(int(sys.argv[1]))
