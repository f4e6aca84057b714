"""Organs, posts, people and terms: Popolo's words for the apparatus. Dates are legal dates in Vietnam."""

from thongsuot.apps.organisations.models.access import BreakGlass, PostRole, StandIn
from thongsuot.apps.organisations.models.frames import Frame, FrameRow
from thongsuot.apps.organisations.models.imports import ImportRun
from thongsuot.apps.organisations.models.organs import Block, Kind, Organisation, OrganisationName
from thongsuot.apps.organisations.models.people import Membership, Person, Qualification
from thongsuot.apps.organisations.models.posts import JobPosition, PositionList, Post
from thongsuot.apps.organisations.models.terms import Congress, HeadcountReference, Term

__all__ = [
    "Block",
    "BreakGlass",
    "Congress",
    "Frame",
    "FrameRow",
    "HeadcountReference",
    "ImportRun",
    "JobPosition",
    "Kind",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Person",
    "PositionList",
    "Post",
    "PostRole",
    "Qualification",
    "StandIn",
    "Term",
]
