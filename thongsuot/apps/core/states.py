"""Life cycles as tables. Only `move` sets a status; buttons, the journal and the diagrams read the same rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol, cast

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.models import User

Text = str | Promise


@dataclass(frozen=True, slots=True)
class State:
    code: str
    label: Text
    is_final: bool = False
    mark: str = "new"
    """The shape shown beside the word (see `/giao-dien/`), so that colour is never the only sign."""
    tone: str = "quiet"
    turn: str = ""
    """Whose move it is, in the words of the life cycle."""
    public: Text = ""
    """What may be told outside while it stands here."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row: `who` is "app.permission" and `guard` is "app.question", both resolved by name."""

    code: str
    label: Text
    sources: tuple[str, ...]
    target: str
    who: str
    guard: str = ""
    refusal: Text = ""
    """Said when the guard answers no."""
    needs_reason: bool = False
    law: str = ""
    days: int | None = None
    """Working days until the next step is due, where `law` sets a limit."""
    form: str = ""
    """What it asks for beyond a reason: the name of a form. Such a step is taken by its own action only."""
    stops: tuple[str, ...] = ()
    """Kinds of clocks that it stops; "*" stops all."""
    starts: tuple[str, ...] = ()
    """Clocks that it starts, as "kind:limit"; without a limit a person or a document names the day."""
    tells: tuple[str, ...] = ()
    """Who is told, in the words of `State.turn`."""


@dataclass(frozen=True, slots=True)
class LifeCycle:
    code: str
    label: Text
    states: tuple[State, ...]
    steps: tuple[Step, ...]

    @property
    def initial(self) -> str:
        return self.states[0].code

    def state(self, code: str) -> State:
        return next(state for state in self.states if state.code == code)

    def step(self, code: str) -> Step:
        found = next((step for step in self.steps if step.code == code), None)
        if found is None:
            raise BrokenRule(_("Không có bước này trong vòng đời của nội dung."), code="unknown-step")
        return found

    def open_codes(self) -> tuple[str, ...]:
        return tuple(state.code for state in self.states if not state.is_final)


class Subject(Protocol):
    pk: Any
    status: str
    version: int

    @property
    def life_cycle(self) -> LifeCycle: ...


def may(user: User, step: Step, subject: Any) -> bool:
    """Whether this user may take this step on this subject, apart from whether its time has come."""
    return bool(resolve(step.who, "permissions")(user, subject))


def open_steps(user: User, subject: Any) -> list[Step]:
    """The steps to offer as buttons: their time has come and this user may take them."""
    steps = subject.life_cycle.steps
    return [step for step in steps if subject.status in step.sources and may(user, step, subject)]


def move(
    subject: Any,
    step_code: str,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Take one step of the subject's life cycle, with its journal row, in one transaction.

    Raises `BrokenRule` when the step is not open or its guard says no, `NotAllowed`, or `Stale`.
    """
    step = subject.life_cycle.step(step_code)
    _check(subject, step, by, reason)
    before = subject.status
    with transaction.atomic():
        changed = (
            type(subject)
            ._base_manager.filter(pk=subject.pk, status=before, version=subject.version)
            .update(status=step.target, version=models.F("version") + 1)
        )
        if not changed:
            raise Stale
        facts = {
            "from": before,
            "to": step.target,
            **({"reason": vault.Words(subject.uid, reason)} if reason else {}),
            **(payload or {}),
        }
        journal.write(subject, step.code, by=by, at=at, payload=facts)
    subject.status, subject.version = step.target, subject.version + 1


def _check(subject: Any, step: Step, by: User, reason: str) -> None:
    if subject.status not in step.sources:
        words = {"step": step.label, "now": subject.life_cycle.state(subject.status).label}
        raise BrokenRule(
            _("Chưa thể “%(step)s”: nội dung đang ở bước “%(now)s”.") % words, code="wrong-state"
        )
    if not may(by, step, subject):
        said = _("Bạn chưa được giao quyền “%(step)s” đối với nội dung này.") % {"step": step.label}
        raise refusal(by, said, lambda other: may(other, step, subject))
    if step.needs_reason and not reason.strip():
        raise BrokenRule(_("Cần ghi lý do."), field="reason", code="reason-missing")
    if step.guard and not resolve(step.guard, "queries")(subject):
        raise BrokenRule(str(step.refusal), code="guard")


def refusal(user: User, said: str, is_allowed: Callable[[User], bool]) -> NotAllowed:
    """The refusal to raise; it names the capacity of this user that would be allowed, where there is one."""
    other = next((other for other in user.others() if is_allowed(other)), None)
    if other is None:
        return NotAllowed(said)
    way = _(
        "Bạn làm được việc này với tư cách “%(capacity)s”. Hãy chuyển sang tư cách đó ở góc trên của trang."
    )
    return NotAllowed(f"{said} {way % {'capacity': other.acting_as}}")


def resolve(name: str, room: str) -> Callable[..., Any]:
    """The function that a table names: "cases.can_assign" in room "permissions" of app cases."""
    app, _, function = name.partition(".")
    return cast(Callable[..., Any], getattr(import_module(f"thongsuot.apps.{app}.{room}"), function))
