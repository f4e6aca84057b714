"""Lists as files that a person fills or takes away: the empty template, and who holds what now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import bridge
from thongsuot.apps.organisations.actions.import_columns import BY_CODE, COLUMNS, NEEDED
from thongsuot.apps.organisations.models import Membership, Post
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.queries import scope

GENDERS = {"female": "nữ", "male": "nam", "": ""}


def template() -> bytes:
    """An empty list with explained columns, as XLSX."""
    return _workbook([])


def filled(*, for_: User, on: date) -> bytes:
    """Posts and who holds them on a day, within what this user may arrange; nothing sealed. As XLSX.

    Brought back as it is, every line is unchanged.
    """
    return _workbook(_rows(for_, on))


def _workbook(rows: Iterable[list[Any]]) -> bytes:
    headings = [bridge.Heading(str(column.word), column.width) for column in COLUMNS]
    first = _("Mỗi dòng là một người giữ một chức vụ. Cột cần có: %(names)s.") % {
        "names": ", ".join(str(BY_CODE[code].word) for code in NEEDED)
    }
    notes = [f"{column.word}: {column.note}" for column in COLUMNS]
    return bridge.workbook(_("Danh sách"), headings, rows, first, *notes)


def _rows(user: User, on: date) -> Iterator[list[Any]]:
    reach = scope(user, "organisations.arrange")
    organ = "organisation__"
    mine = Q() if reach.is_all else Q(organisation__unit__in=reach.units) | Q(organisation__in=reach.organs)
    there = Q(organisation__dissolved_on=None) | Q(organisation__dissolved_on__gt=on)
    posts = Post.objects.filter(in_force(on), mine, there).select_related(f"{organ}unit")
    order = (f"{organ}unit__level", f"{organ}unit__sort_key", f"{organ}folded", f"{organ}pk", "rank", "pk")
    held: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(in_force(on), post__in=posts.values("pk")).select_related("person")
    for row in rows.order_by("since", "pk"):
        held.setdefault(row.post_id, []).append(row)
    for post in posts.order_by(*order):
        if post.pk not in held:
            yield _row(post, None)
        for membership in held.get(post.pk, []):
            yield _row(post, membership)


def _row(post: Post, held: Membership | None) -> list[Any]:
    values: dict[str, Any] = {
        "organ": post.organisation.name,
        "unit": post.organisation.unit.full_name,
        "title": post.title,
        "seats": post.seats,
        "since": post.since,
    }
    if held is not None:
        names = ("since", "until", "decision_number", "decision_on", "decision_by")
        values |= {name: getattr(held, name) for name in names}
        values |= {"name": held.person.name, "degrees": held.person.degrees}
        values |= {"gender": GENDERS[held.person.gender], "is_concurrent": "x" if held.is_concurrent else ""}
    return [values.get(column.code, "") for column in COLUMNS]
