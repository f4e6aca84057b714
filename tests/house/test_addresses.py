"""Every address says who may open it: a permission that exists, or that it is public."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from thongsuot.apps.core.states import resolve

LIBRARIES = {"admin"}
"""Namespaces of libraries that ask for themselves: the stock admin lets operators in."""


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, Callable[..., Any]]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, entry.callback
        elif entry.namespace not in LIBRARIES:
            yield from addresses(entry, path)


def is_guarded(view: Any) -> bool:
    """Public, or with a permission that its app has."""
    if getattr(view, "is_public", False):
        return True
    permission = getattr(view, "permission", "")
    return bool(permission) and callable(resolve(permission, "permissions"))


def test_every_address_is_guarded() -> None:
    found = dict(addresses(get_resolver()))
    assert "/suc-khoe/" in found
    assert [path for path, view in found.items() if not is_guarded(view)] == []


def test_no_address_is_both_public_and_guarded() -> None:
    both = [
        path
        for path, view in addresses(get_resolver())
        if hasattr(view, "permission") and hasattr(view, "is_public")
    ]
    assert both == []


def test_an_open_address_is_seen() -> None:
    assert not is_guarded(SimpleNamespace())
    assert is_guarded(SimpleNamespace(permission="core.is_logged_in"))
