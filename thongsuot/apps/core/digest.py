"""The digest of a working day: to everybody who has something to do one notice, and one mail if they want it.

`settings.DIGESTS` names the questions that fill it, each `digest_for(user, *, on) -> list[DigestLine]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import structlog
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from thongsuot import facts
from thongsuot.apps.core.actions.notices import tell
from thongsuot.apps.core.bridge import is_working_day
from thongsuot.apps.core.channels import DIGEST, link
from thongsuot.apps.core.jobs import job, once
from thongsuot.apps.core.models import SYSTEM_LOGIN, Effect, User
from thongsuot.apps.core.states import resolve

EQUIP = "organisations.equip"
"""Gives an account the capacities that it holds."""

log = structlog.get_logger("thongsuot.digest")


@dataclass(frozen=True, slots=True)
class DigestLine:
    """Some of what a user has to do: `count` things under the heading `section`, to be found at the path `url`.

    `text` leaves the product in a mail only with `is_public`; the heading always does.
    """

    section: str
    text: str
    url: str
    count: int = 1
    is_public: bool = False


class NotAllTold(Exception):
    """Some digests could not be made. The others were sent; the job comes again for these."""


def ask(*, at: datetime) -> int:
    """Have the digests of a working day made, once; how many days that were."""
    day = timezone.localdate(at)
    if not is_working_day(day, facts.calendar()):
        return 0
    with once("digest-asked", day.isoformat(), at=at) as is_first:
        if is_first:
            send_digests.enqueue(day.isoformat())
    return int(is_first)


@job(priority=-1)
def send_digests(day: str) -> None:
    """The job: by the clock of the machine it runs on. Run again it goes on where it stopped."""
    send(on=date.fromisoformat(day), at=timezone.now())


def send(*, on: date, at: datetime) -> int:
    """A digest to every active account that has something to do and none of this day; how many. `NotAllTold`."""
    had = set(
        Effect.objects.filter(job=DIGEST, subject__startswith=f"{on}/").values_list("subject", flat=True)
    )
    users = User.objects.filter(is_active=True).exclude(login=SYSTEM_LOGIN).order_by("pk")
    told, failed = 0, 0
    for user in users.iterator(chunk_size=500):
        try:
            told += f"{on}/{user.uid}" not in had and _tell(user, on, at)
        except Exception:
            log.exception("digest failed", user=str(user.uid))
            failed += 1
    if failed:
        raise NotAllTold(failed)
    return told


def _tell(user: User, on: date, at: datetime) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        lines = lines_for(user, on=on, at=at)
        if not lines:
            return False
        with once(DIGEST, f"{on}/{user.uid}", at=at) as is_first:
            if is_first:
                tell(
                    users=[user],
                    text=summary(lines),
                    url=reverse("core:home"),
                    at=at,
                    kind=DIGEST,
                    is_public=True,
                    body=body(lines, on=on),
                )
        return is_first


def lines_for(user: User, *, on: date, at: datetime) -> list[DigestLine]:
    """What every provider has for this user, in all their capacities, in the order of the providers."""
    equipped = resolve(EQUIP, "middleware")(user, at=at)
    return [
        line for name in settings.DIGESTS for line in import_string(name)(equipped, on=on) if line.count > 0
    ]


def summary(lines: Sequence[DigestLine]) -> str:
    """One sentence: how many of what."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.section] = sums.get(line.section, 0) + line.count
    return _("Việc hôm nay: %(what)s.") % {"what": "; ".join(f"{name}: {n}" for name, n in sums.items())}


def body(lines: Sequence[DigestLine], *, on: date) -> str:
    """The mail: each line with its number and its link, and in words only where they may leave the product."""
    head = _("Việc của bạn ngày %(day)s") % {"day": f"{on:%d/%m/%Y}"}
    told = [
        f"{line.section}{f' – {line.text}' if line.is_public and line.text else ''}: {line.count}\n{link(line.url)}"
        for line in lines
    ]
    return "\n\n".join([head, *told])
