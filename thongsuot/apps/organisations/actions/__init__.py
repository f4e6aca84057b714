"""Changes to organs, posts, people and who may act for them."""

from thongsuot.apps.organisations.actions.memberships import appoint
from thongsuot.apps.organisations.actions.organs import found
from thongsuot.apps.organisations.actions.people import enter_person, link_account
from thongsuot.apps.organisations.actions.posts import grant_role, open_post

__all__ = ["appoint", "enter_person", "found", "grant_role", "link_account", "open_post"]
