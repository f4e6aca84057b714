"""Who may merge units and organs, and who may hand over what a leaver holds."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def can_merge(user: User, subject: Any = None) -> bool:
    """`subject` is a merger: all that ends in it has to lie in the user's unit or under it."""
    if subject is None:
        return organisations.may(user, "desk.merge")
    reach = organisations.scope(user, "desk.merge")
    sources = subject.sources.select_related("organ")
    units = {one.unit_id or one.organ.unit_id for one in sources if one.unit_id or one.organ_id}
    return bool(reach) and units <= reach.units


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
