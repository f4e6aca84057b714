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

__all__ = [
    "Scope",
    "acting",
    "capacities",
    "entitled",
    "held",
    "may",
    "named",
    "of_units",
    "opened",
    "organisation",
    "organisations",
    "own_organisations",
    "own_units",
    "register_of",
    "role_label",
    "scope",
]
