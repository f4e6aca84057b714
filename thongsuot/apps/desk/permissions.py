"""Who may merge units and organs, and who may hand over what a leaver holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation
    from thongsuot.apps.places.models import Unit


def can_open_desk(user: User, subject: Any = None) -> bool:
    """Whoever sees cases may have to do with one."""
    return organisations.may(user, "cases.view")


def can_merge(user: User, subject: Any = None) -> bool:
    """`subject` is a merger: its units lie in a province that the user acts for, its organs within their reach.

    Nobody ends their own unit.
    """
    if subject is None:
        return organisations.may(user, "desk.merge")
    sources = list(subject.sources.select_related("unit", "organ"))
    return organisations.may(user, "desk.merge") and all(
        may_end_unit(user, one.unit) if one.unit else may_end_organ(user, one.organ)
        for one in sources
        if one.unit or one.organ
    )


def may_end_unit(user: User, unit: Unit) -> bool:
    provinces = {capacity.unit_id for capacity in organisations.entitled(user, "desk.merge")}
    return unit.province_id in provinces


def may_end_organ(user: User, organ: Organisation) -> bool:
    return organ.unit_id in organisations.scope(user, "desk.merge").units


def can_hand_over(user: User, subject: Any = None) -> bool:
    """`subject` is a membership: its organ is in the user's unit, or is the organ that the user heads."""
    if subject is None:
        return organisations.may(user, "desk.hand_over")
    reach = organisations.scope(user, "desk.hand_over")
    organ = subject.post.organisation
    return organ.unit_id in reach.units or organ.pk in reach.organs


def can_answer_data_requests(user: User, subject: Any = None) -> bool:
    """Who protects personal data sees what is held on anybody, in every register."""
    return organisations.may(user, "desk.answer_data_requests")
