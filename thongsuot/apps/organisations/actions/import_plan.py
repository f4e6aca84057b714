"""What would become of every line of a list: a new person, somebody known, a question, nothing new, or an error.

Nothing is written here. The same lines, the same answers and the same database give the same plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.journal import BATCH, batched
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions import tenure
from thongsuot.apps.organisations.actions.import_columns import COLUMNS, Said, read
from thongsuot.apps.organisations.actions.import_fates import SAME, VACANT, Fate, Plan
from thongsuot.apps.organisations.actions.import_people import find_people
from thongsuot.apps.organisations.actions.seating import Seating
from thongsuot.apps.organisations.models import ImportRun, Membership, Organisation, Post
from thongsuot.apps.organisations.queries import scope

Posts = dict[tuple[int, str], list[Post]]
"""Key of an organ and folded title -> its posts of that title, the newest first."""


def plan(run: ImportRun, *, for_: User) -> Plan:
    """The plan of an import, within what this user may arrange."""
    lines, first = run.lines, run.heading + 1
    rows = [(line, _cells(run, row)) for line, row in enumerate(lines[run.heading :], first)]
    fates = [Fate(line, cells=cells) for line, cells in rows if any(cells.values())]
    readable = [fate for fate in fates if _read(fate, run)]
    _find_posts(readable, Organs(for_))
    find_people(readable, run.answers)
    _seat(readable)
    return Plan(fates)


def _cells(run: ImportRun, row: Sequence[str]) -> dict[str, str]:
    places = {column.code: run.columns.get(column.code) for column in COLUMNS}
    return {code: row[place] for code, place in places.items() if place is not None and place < len(row)}


def _read(fate: Fate, run: ImportRun) -> bool:
    try:
        fate.said = read(fate.line, fate.cells, run.since)
    except BrokenRule as broken:
        fate.refuse(broken)
        return False
    return True


class Organs:
    """The living organs that somebody may arrange, by folded name, and the names of their units."""

    def __init__(self, user: User) -> None:
        reach = scope(user, "organisations.arrange")
        mine = Q() if reach.is_all else Q(unit__in=reach.units) | Q(pk__in=reach.organs)
        rows = Organisation.objects.filter(mine, dissolved_on=None).select_related("unit")
        self._by_name: dict[str, list[Organisation]] = defaultdict(list)
        for organ in rows.order_by("pk"):
            self._by_name[organ.folded].append(organ)

    def find(self, said: Said) -> Organisation:
        """The one organ that a line means. Raises `BrokenRule`."""
        named = self._by_name.get(fold(said.organ), [])
        if not named:
            told = _("Không có cơ quan “%(name)s” trong phạm vi của bạn. Hãy ghi đúng tên đang dùng.")
            raise BrokenRule(told % {"name": said.organ}, field="organ")
        found = [one for one in named if fold(said.unit) in _names(one)] if said.unit else named
        # xã Ba Tô and xã Ba Tơ are two places: where marks tell them apart, marks count.
        found = [one for one in found if one.name.lower() == said.organ.lower()] or found
        if not found:
            told = _("“%(unit)s” không có cơ quan “%(name)s”. Hãy kiểm tra lại địa phương và tên cơ quan.")
            raise BrokenRule(told % {"unit": said.unit, "name": said.organ}, field="unit")
        if len(found) > 1:
            told = _("Có %(n)d cơ quan cùng tên “%(name)s”. Hãy ghi thêm cột Địa phương.")
            raise BrokenRule(told % {"n": len(found), "name": said.organ}, field="organ")
        return found[0]


def _names(organ: Organisation) -> set[str]:
    return {fold(organ.unit.full_name), fold(organ.unit.name), organ.unit.code}


def _find_posts(fates: Sequence[Fate], organs: Organs) -> None:
    organ_of: dict[int, Organisation] = {}
    for fate in fates:
        try:
            organ_of[fate.line] = organs.find(fate.said)
        except BrokenRule as broken:
            fate.refuse(broken)
    known = _posts({organ.pk: organ for organ in organ_of.values()})
    for fate in fates:
        if organ := organ_of.get(fate.line):
            _find_post(fate, organ, known)


def _posts(organs: Mapping[int, Organisation]) -> Posts:
    known: Posts = defaultdict(list)
    for part in batched(sorted(organs), BATCH):
        for post in Post.objects.filter(organisation__in=part).order_by("-since", "-pk"):
            post.organisation = organs[post.organisation_id]
            known[post.organisation_id, post.folded].append(post)
    return known


def _find_post(fate: Fate, organ: Organisation, known: Posts) -> None:
    """The post that is there on the day, else the newest; a new one where the line says how many seats."""
    said = fate.said
    found = known[organ.pk, fold(said.title)]
    if not found and said.seats is None:
        told = _(
            "“%(organ)s” chưa có chức vụ này. Hãy ghi đúng tên, hoặc ghi số lượng được giao để lập chức vụ."
        )
        return fate.fail(told % {"organ": organ.name}, "title")
    if not found:
        found.append(_new_post(said, organ))
    post = next((one for one in found if one.is_in_force(said.since)), found[0])
    if post.pk < 0:
        post.since = min(post.since, said.since)
    fate.post = post
    if not said.name:
        fate.kind = VACANT if post.pk < 0 else SAME
    return None


def _new_post(said: Said, organ: Organisation) -> Post:
    """Stands in memory under a key that no row has."""
    facts = {"title": said.title, "folded": fold(said.title), "seats": said.seats, "since": said.since}
    return Post(pk=-said.line, organisation=organ, fraction=tenure.FULL, **facts)


def _seat(fates: Sequence[Fate]) -> None:
    """Let each line be held beside what stands and the lines before it; what cannot be says why."""
    rows = [(fate, fate.membership) for fate in fates if fate.membership]
    seating = Seating(membership for _fate, membership in rows)
    for fate, membership in rows:
        if code := seating.refuses(membership):
            _refuse(fate, membership, code)
        else:
            seating.add(membership)


def _refuse(fate: Fate, row: Membership, code: str) -> None:
    facts = {"post": row.post.title, "seats": row.post.seats}
    if code == "already-holds":
        told = _(
            "Người này đã giữ chức vụ “%(post)s” trong thời gian đó. Hãy ghi ngày khác, hoặc bỏ dòng này."
        )
        return fate.fail(told % facts, "since")
    if code == "second-full-time":
        told = _("Người này giữ chức vụ khác trọn thời gian. Nếu là kiêm nhiệm, hãy ghi x ở cột Kiêm nhiệm.")
        return fate.fail(told, "is_concurrent")
    if code == "seats-exceeded":
        told = _("Chức vụ “%(post)s” được giao %(seats)d người và đã đủ. Hãy ghi thôi giữ cho người trước.")
        return fate.fail(told % facts, "title")
    try:
        tenure.check_alone(row)
    except BrokenRule as broken:
        return fate.refuse(broken)
    raise AssertionError(f"line {fate.line} is refused by seating and not by tenure")
