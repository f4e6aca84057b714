"""One record for each relation in which a record can stand to somebody, and an oracle that reads the table slowly.

The oracle walks organs and units one by one; it shares nothing with the product but the table itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.models import User
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.documents.models import SourceFile
from thongsuot.apps.meetings import actions as meetings
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.organisations.permissions import TABLE, Capacity, Relation
from thongsuot.apps.places.models import Succession, Unit

MERGED = date(2025, 7, 1)
PEOPLE: dict[str, Callable[[], User]] = {
    "coordinator": cast.coordinator,
    "state-coordinator": cast.state_coordinator,
    "leader": cast.leader,
    "department": cast.department_officer,
    "commune": cast.commune_officer,
    "commune-head": lambda: cast.head(cast.committee(cast.unit())),
    "department-head": lambda: cast.head(cast.organ("Sở Xây dựng")),
    "organiser": cast.organiser,
    "keeper": cast.keeper,
    "data-officer": cast.data_officer,
    "stranger": cast.stranger,
}


@dataclass(frozen=True)
class Record:
    """Where a record stands. `word` occurs in it and in no other."""

    name: str
    word: str
    register: Organisation
    shared: tuple[Organisation, ...] = ()
    units: tuple[Unit, ...] = ()
    organs: tuple[Organisation, ...] = ()
    is_draft: bool = False
    row: Any = field(default=None, compare=False)
    source: Any = field(default=None, compare=False)


def former_unit() -> Unit:
    """A commune that phường Kon Tum came from."""
    facts = {"level": "commune", "type": "xã", "dissolved_on": MERGED, "province": cast.unit(cast.PROVINCE)}
    old, _made = Unit.objects.get_or_create(
        code="99001", name="Cũ Kỹ", folded="cu ky", sort_key="cu ky", defaults=facts
    )
    given = {"kind": "full", "on": MERGED, "recorded_at": NOW}
    Succession.objects.get_or_create(old=old, new=cast.unit(), defaults=given)
    return old


def former(name: str, of: Organisation, **facts: Any) -> Organisation:
    """An organ that another came from."""
    old = cast.organ(name, kind=of.kind, block=of.block, of=of.unit, **facts)
    Organisation.objects.filter(pk=old.pk).update(dissolved_on=MERGED)
    old.successors.add(of)
    old.refresh_from_db()
    return old


def below(name: str, of: Organisation) -> Organisation:
    child = cast.organ(name, block=of.block, of=of.unit)
    Organisation.objects.filter(pk=child.pk).update(parent=of)
    child.refresh_from_db()
    return child


def places() -> list[dict[str, Any]]:
    """Where a record can stand, by name: registers, sharing, units, organs."""
    cast.coordinator(), cast.state_coordinator()
    party, state = cast.organ("Văn phòng Tỉnh ủy"), cast.organ("Văn phòng UBND tỉnh")
    second = cast.organ("Ban Tuyên giáo và Dân vận", block="party", keeps_register=True)
    committee, department = cast.committee(cast.unit()), cast.organ("Sở Xây dựng")
    far = cast.committee(cast.unit(cast.DAK_BLA))
    return [
        {"name": "own register", "register": party},
        {"name": "register of the office it came from", "register": former("Văn phòng cũ", party, keeps_register=True)},
        {"name": "other register of the block", "register": second},
        {"name": "register of another block", "register": state},
        {"name": "shared", "register": state, "shared": (party,)},
        {"name": "shared with another office of the block", "register": state, "shared": (second,)},
        {"name": "own unit", "register": second, "units": (cast.unit(),)},
        {"name": "unit it came from", "register": second, "units": (former_unit(),)},
        {"name": "other unit", "register": second, "units": (cast.unit(cast.LY_SON),)},
        {"name": "the province", "register": second, "units": (cast.unit(cast.PROVINCE),)},
        {"name": "own organ", "register": second, "organs": (committee,)},
        {"name": "organ under it", "register": second, "organs": (below("Phòng Kinh tế", committee),)},
        {"name": "organ it came from", "register": second, "organs": (former("UBND xã cũ", committee),)},
        {"name": "other organ", "register": second, "organs": (far,)},
        {"name": "own department", "register": second, "organs": (department,)},
        {"name": "under the department", "register": second, "organs": (below("Chi cục Giám định", department),)},
        {"name": "department it came from", "register": second, "organs": (former("Sở GTVT", department),)},
        {"name": "given to an office", "register": second, "organs": (party,)},
    ]  # fmt: skip


def made_cases() -> list[Record]:
    """A case for each place, all on one thread, each linked to the next."""
    found: list[Record] = []
    for number, place in enumerate(places()):
        case = cast.case(f"từ{number:03d}khóa", raising_units=place.get("units", ()))
        for organ in place.get("organs", ()):
            cases.assign(case=case, organisation=organ, role="lead", by=cast.coordinator(), at=NOW)
        Case.objects.filter(pk=case.pk).update(register=place["register"])
        case.shared_with.set(place.get("shared", ()))
        found.append(Record(word=f"từ{number:03d}khóa", row=Case.objects.get(pk=case.pk), **place))
    Case.objects.update(thread=found[0].row.thread_id)
    for one, other in zip(found, [*found[1:], found[0]], strict=True):
        ref = cases.Ref(
            "cases.case", other.row.uid, f"liên kết {other.word}", f"/so-theo-doi/{other.row.uid}/"
        )
        cases.link(case=one.row, ref=ref, by=cast.coordinator(), at=NOW)
    return found


def made_sessions() -> list[Record]:
    """A confirmed session for each place without organs, and a draft, each with a scan of one page."""
    found: list[Record] = []
    where = [place for place in places() if not place.get("organs") and not place.get("shared")]
    for number, (place, is_draft) in enumerate((place, draft) for place in where for draft in (False, True)):
        word = f"buổi{number:03d}hẹn"
        by = cast.coordinator()
        session = meetings.open_session(head=meetings.SessionFields(title=word), by=by, at=NOW)
        run = meetings.add_document(
            session=session, content=scan(number + 1), name=f"{word}.pdf", by=by, at=NOW
        )
        status = "draft" if is_draft else "confirmed"
        WorkingSession.objects.filter(pk=session.pk).update(register=place["register"], status=status)
        SourceFile.objects.filter(pk=run.source_id).update(register=place["register"])
        session.units.set(place.get("units", ()))
        if not is_draft:
            documents.open_to(source=run.source, units=place.get("units", ()), by=by, at=NOW)
        row = WorkingSession.objects.get(pk=session.pk)
        found.append(Record(word=word, row=row, source=run.source, is_draft=is_draft, **place))
    return found


def scan(pages: int) -> bytes:
    made = pdfium.PdfDocument.new()
    for _page in range(pages):
        made.new_page(60, 84)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def reaches(held: Iterable[Capacity], action: str, record: Record) -> bool:
    """What the table says, cell by cell."""
    return any(
        stands(relation, capacity, record)
        for capacity in held
        for relation in TABLE[action].get(capacity.role, ())
    )


def stands(relation: Relation, capacity: Capacity, record: Record) -> bool:
    organ = Organisation.objects.get(pk=capacity.organisation_id)
    unit = Unit.objects.get(pk=capacity.unit_id)
    offices = _line(organ) if organ.keeps_register else []
    match relation:
        case Relation.ALL:
            return True
        case Relation.BLOCK:
            kept_by = (record.register, *record.shared)
            return any(office.keeps_register and office.block == organ.block for office in kept_by)
        case Relation.REGISTER:
            return record.register in offices
        case Relation.SHARED:
            return any(office in offices for office in record.shared)
        case Relation.UNIT:
            return any(one in _unit_line(unit) for one in record.units)
        case Relation.SUBTREE:
            own = [unit, *Unit.objects.filter(province=unit)]
            return any(one in _unit_line(start) for one in record.units for start in own)
        case Relation.ORGAN:
            return any(_is_under_or_before(one, organ) for one in record.organs)


def _line(organ: Organisation) -> list[Organisation]:
    return [organ, *(older for one in organ.predecessors.all() for older in _line(one))]


def _unit_line(unit: Unit) -> list[Unit]:
    rows = Succession.objects.filter(new=unit).select_related("old")
    return [unit, *(older for row in rows for older in _unit_line(row.old))]


def _is_under_or_before(one: Organisation, organ: Organisation) -> bool:
    """Up the tree and forward in time from `one`, somewhere stands `organ`."""
    if one == organ:
        return True
    ahead = [*one.successors.all(), *([one.parent] if one.parent else [])]
    return any(_is_under_or_before(further, organ) for further in ahead)
