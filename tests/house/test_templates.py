"""Templates: each can be compiled, none holds what the security policy refuses, every form is sent once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Engine, TemplateSyntaxError, engines

from tests.house import tree

FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
INLINE = re.compile(
    r"<style\b|<script\b(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=[\"']|javascript:|\bhx-(?:on|vals=[\"']js:)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.IGNORECASE)
PUBLIC_FORMS = {"core:login", "core:logout", "core:language", "mfa_authenticate", "provincial_login"}
"""What these do twice is the same as once, and nobody need be logged in."""


def templates() -> list[Path]:
    return sorted((tree.ROOT / "thongsuot").glob("apps/*/templates/**/*.html"))


def faults(text: str) -> list[str]:
    found = [f"refused by the policy: {match.group().strip()}" for match in INLINE.finditer(text)]
    found += [f"from another host: {match.group()}" for match in ELSEWHERE.finditer(text)]
    for form in FORM.findall(text):
        if "csrf_token" not in form:
            found.append("a POST form without csrf_token")
        if "post_key" not in form and not any(name in form for name in PUBLIC_FORMS):
            found.append("a POST form without post_key")
    return found


def test_templates_hold_nothing_that_is_refused() -> None:
    found = {path.name: faults(path.read_text(encoding="utf-8")) for path in templates()}
    assert len(found) > 20
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_templates_can_be_compiled() -> None:
    engine: Engine = engines["django"].engine  # type: ignore[attr-defined]
    broken = {}
    for path in templates():
        try:
            engine.from_string(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            broken[path.name] = str(error)
    assert broken == {}


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<script>run()</script>",
        '<button onclick="go()">',
        '<a href="https://elsewhere.example/">',
        '<form method="post">{% csrf_token %}</form>',
        '<form class="x" method="post">{% post_key %}</form>',
    ],
)
def test_what_is_refused_is_seen(text: str) -> None:
    assert len(faults(text)) == 1


def test_what_is_right_is_left_alone() -> None:
    assert faults('<script src="{% static \'x.js\' %}" defer></script><p class="style">') == []
    assert faults('<form method="post">{% csrf_token %}{% post_key %}</form><form method="get"></form>') == []
