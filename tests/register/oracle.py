"""Who may take which step, told slowly from the life cycle's word for it and the permission table, cell by cell.

Nothing is shared with `cases.permissions` but the two tables themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.scope.world import Record, reaches
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.models import SYSTEM_LOGIN, User
from thongsuot.apps.core.states import Step
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.places.models import Unit


class Oracle:
    """Of one case as it stands; each word and person is asked once."""

    def __init__(self, case: Case) -> None:
        self.case, self.said = case, dict[tuple[str, int], bool]()

    def may(self, user: User, step: Step) -> bool:
        """Whether this user may take the step, apart from whether its time has come."""
        key = step.who, user.pk
        if key not in self.said:
            self.said[key] = WHO[step.who](user, self.case)
        return self.said[key]


def has_said(user: User, case: Case) -> bool:
    """Whether all that this user speaks for have said their word in this round."""
    asked = case.confirmations.filter(round=case.round)
    own = [one for one in asked if one.unit and _for_units(user, case, "cases.confirm", [one.unit])]
    return bool(own) and all(one.status != "waiting" for one in own)


def _stands(
    user: User, case: Case, action: str, organs: Iterable[Organisation] = (), units: Iterable[Unit] = ()
) -> bool:
    acting = [one for one in [organisations.acting(user)] if one]
    assert case.register
    record = Record("", "", case.register, units=tuple(units), organs=tuple(organs))
    return reaches(acting, action, record)


def _for_units(user: User, case: Case, action: str, units: Iterable[Unit]) -> bool:
    return _stands(user, case, action, units=units)


def _leads(case: Case) -> list[Organisation]:
    rows = case.assignments.filter(role="lead").exclude(status="returned")
    return [one.organisation for one in rows if one.organisation]


def _asking(case: Case) -> list[Unit]:
    return [row.unit for row in case.case_units.filter(role="raised")]


def _keeps(user: User, case: Case) -> bool:
    return _stands(user, case, "cases.coordinate")


def _works(user: User, case: Case) -> bool:
    return _stands(user, case, "cases.work", organs=_leads(case))


def _sends(user: User, case: Case) -> bool:
    return _stands(user, case, "cases.approve", organs=_leads(case))


def _confirms(user: User, case: Case) -> bool:
    asked = case.confirmations.filter(round=case.round)
    return _for_units(user, case, "cases.confirm", [one.unit for one in asked if one.unit])


def _closes_unheard(user: User, case: Case) -> bool:
    return user.login == SYSTEM_LOGIN or _keeps(user, case)


def _reopens(user: User, case: Case) -> bool:
    return _keeps(user, case) or _for_units(user, case, "cases.confirm", _asking(case))


def _issues(user: User, case: Case) -> bool:
    return _keeps(user, case) and not case.bodies


def _issues_to_many(user: User, case: Case) -> bool:
    return _keeps(user, case) and bool(case.bodies)


def _own(case: Case) -> list[Organisation]:
    return [case.organisation] if case.organisation else []


WHO: dict[str, Callable[[User, Case], bool]] = {
    "cases.can_coordinate": _keeps,
    "cases.can_work": _works,
    "cases.can_send": _sends,
    "cases.can_confirm": _confirms,
    "cases.can_close_unheard": _closes_unheard,
    "cases.can_reopen": _reopens,
    "cases.can_issue": _issues,
    "cases.can_issue_to_many": _issues_to_many,
    "cases.can_do_task": lambda user, case: _stands(user, case, "cases.work", organs=_own(case)),
    "cases.can_run_task": lambda user, case: _stands(user, case, "cases.hand_on", organs=_own(case)),
}
"""Each word that the tables of cases say for who may take a step."""
