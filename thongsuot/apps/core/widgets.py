"""Widgets of long forms."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """A select without groups, written in one go: Django's own renders a template for each option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        named = ((str(code), escape(str(word))) for code, word in self.choices)
        options = "".join(
            f'<option value="{escape(code)}"{" selected" if code in chosen else ""}>{word}</option>'
            for code, word in named
        )
        given = self.build_attrs(self.attrs, (attrs or {}) | {"name": name})
        return format_html("<select{}>{}</select>", flatatt(given), SafeString(options))
