"""Questions about organs, posts and people, and about who may do what."""

from thongsuot.apps.organisations.permissions import acting, entitled, held, may
from thongsuot.apps.organisations.queries.access import (
    Scope,
    capacities,
    opened,
    own_organisations,
    own_units,
    register_of,
    role_label,
    scope,
)
from thongsuot.apps.organisations.queries.organs import named, of_units, organisation, organisations
from thongsuot.apps.organisations.queries.people import (
    former_uids,
    heads,
    history,
    holders,
    known_as,
    memberships_of,
    people,
    person,
    reaches_person,
    same_names,
    stands_in,
)

__all__ = [
    "Scope",
    "acting",
    "capacities",
    "entitled",
    "former_uids",
    "heads",
    "held",
    "history",
    "holders",
    "known_as",
    "may",
    "memberships_of",
    "named",
    "of_units",
    "opened",
    "organisation",
    "organisations",
    "own_organisations",
    "own_units",
    "people",
    "person",
    "reaches_person",
    "register_of",
    "role_label",
    "same_names",
    "scope",
    "stands_in",
]
