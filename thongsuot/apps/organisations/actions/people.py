"""Entering people and correcting what is known of them. Two people of one name are asked about, never merged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.bridge import fold, name_key
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.actions.columns import one_line, require_fit
from thongsuot.apps.organisations.models import Person, Qualification

CORRECTABLE = ("name", "degrees", "gender")


class SameName(BrokenRule):
    """Somebody of this name is known; `candidates` are they, for a form to ask whether it is one of them."""

    def __init__(self, name: str, candidates: Sequence[Person]) -> None:
        super().__init__(
            _(
                "Đã có %(number)d người tên “%(name)s”. Nếu là một trong những người đó, hãy chọn người đã có; "
                "nếu là người khác trùng tên, hãy đánh dấu “người khác trùng tên”."
            )
            % {"number": len(candidates), "name": name},
            field="name",
            code="same-name",
        )
        self.candidates = list(candidates)


@transaction.atomic
def enter_person(*, name: str, by: User, at: datetime, is_distinct: bool = False, **facts: Any) -> Person:
    """A person, by name. `facts` are degrees and gender.

    Raises `SameName` when somebody is known under the same folded name, unless `is_distinct` says that this is
    another; then the two are recorded as distinct. Raises `BrokenRule` for an empty or too long name.
    """
    person = Person(**facts)
    _set_name(person, name)
    namesakes = _namesakes(person, is_distinct)
    person.save()
    person.distinct_from.add(*namesakes)
    told = _sealed_facts(person, CORRECTABLE) | _distinct(namesakes)
    journal.write(person, "entered", by=by, at=at, payload=told)
    return person


@transaction.atomic
def correct_person(
    *,
    person: Person,
    by: User,
    at: datetime,
    version: int | None = None,
    is_distinct: bool = False,
    **changes: str,
) -> None:
    """Correct name, degrees or gender. A new name is asked about as when entering. Raises `BrokenRule`, `Stale`.

    `version` is the one that was seen; without it the one of the object given.
    """
    if unknown := changes.keys() - set(CORRECTABLE):
        raise TypeError(f"not of a person: {sorted(unknown)}")
    standing = held(person, version)
    before = {name: getattr(standing, name) for name in CORRECTABLE}
    for name, value in changes.items():
        _set_name(standing, value) if name == "name" else setattr(standing, name, one_line(value))
    changed = [name for name in CORRECTABLE if getattr(standing, name) != before[name]]
    if not changed:
        return
    namesakes = _namesakes(standing, is_distinct) if "name" in changed else []
    require_fit(standing)
    keep(standing, person)
    person.distinct_from.add(*namesakes)
    told = _sealed_facts(standing, changed) | _distinct(namesakes)
    journal.write(person, "corrected", by=by, at=at, payload=told)


@transaction.atomic
def qualify(
    *, person: Person, field: str, level: str, by: User, at: datetime, obtained_in: int | None = None
) -> Qualification:
    """What somebody has learnt: field of training, level, year. Raises `BrokenRule` for what is missing or known."""
    standing = held(person, None)
    row = Qualification(
        person=standing, field=one_line(field), level=one_line(level), obtained_in=obtained_in
    )
    _check_qualification(row, at)
    row.save()
    keep(standing, person)
    journal.write(person, "qualified", by=by, at=at, payload=_learnt(row))
    return row


@transaction.atomic
def unqualify(*, qualification: Qualification, by: User, at: datetime) -> None:
    """Take out what was entered wrongly; the journal keeps it. Raises `Stale` when it is gone already."""
    standing = held(qualification.person, None)
    row = standing.qualifications.filter(pk=qualification.pk).first()
    if row is None:
        raise Stale
    told = _learnt(row)
    row.delete()
    keep(standing, qualification.person)
    journal.write(standing, "unqualified", by=by, at=at, payload=told)


def _set_name(person: Person, name: str) -> None:
    name = one_line(name)
    if not fold(name).strip():
        raise BrokenRule(_("Cần có họ và tên."), field="name", code="name-missing")
    person.name, person.folded, person.sort_key = name, fold(name), name_key(name)
    require_fit(person)


def _namesakes(person: Person, is_distinct: bool) -> list[Person]:
    """Others of the same name whom nobody has told apart yet. Raises `SameName` unless they are told apart now."""
    others = queries.same_names(person.name).exclude(pk=person.pk)
    found = list(others.exclude(distinct_from=person.pk) if person.pk else others)
    if found and not is_distinct:
        raise SameName(person.name, found)
    return found


def held(person: Person, version: int | None) -> Person:
    """The row as it stands, kept from other writers. Raises `Stale`, and `BrokenRule` for who was erased."""
    row = Person.objects.select_for_update().filter(pk=person.pk).first()
    if row is None or row.version != (person.version if version is None else version):
        raise Stale
    if row.erased_at is not None:
        raise BrokenRule(
            _("Thông tin của người này đã xóa theo yêu cầu. Nếu người đó trở lại, hãy ghi thành người mới."),
            code="erased",
        )
    return row


def keep(standing: Person, given: Person) -> None:
    """Save the row under the next version, and let the object that the caller holds say the same."""
    standing.version += 1
    standing.save()
    for field in Person._meta.concrete_fields:
        setattr(given, field.attname, getattr(standing, field.attname))


def _sealed_facts(person: Person, names: Sequence[str]) -> dict[str, Any]:
    return {name: vault.personal(person.uid, text) for name in names if (text := getattr(person, name))}


def _distinct(others: Sequence[Person]) -> dict[str, Any]:
    return {"distinct_from": [other.uid for other in others]} if others else {}


def _learnt(row: Qualification) -> dict[str, Any]:
    said = f"{row.level}; {row.field}; {row.obtained_in or ''}"
    return {"qualification": row.uid, "learnt": vault.personal(row.person.uid, said)}


def _check_qualification(row: Qualification, at: datetime) -> None:
    if not row.field or not row.level:
        missing = "level" if row.field else "field"
        raise BrokenRule(
            _("Cần ghi cả chuyên ngành và trình độ."), field=missing, code="qualification-missing"
        )
    require_fit(row)
    if row.obtained_in is not None and not 1940 <= row.obtained_in <= at.year:
        raise BrokenRule(
            _("Năm %(year)d không hợp lý. Hãy ghi năm được cấp bằng, không sau năm nay.")
            % {"year": row.obtained_in},
            field="obtained_in",
            code="year-wrong",
        )
    if row.person.qualifications.filter(field=row.field, level=row.level).exists():
        raise BrokenRule(
            _("Trình độ này của người này đã ghi rồi."), field="field", code="qualification-known"
        )
