"""The one translated catalogue is whole: everything that people read in Vietnamese is there in English."""

from __future__ import annotations

from babel.messages.catalog import Catalog, Message

from tests.house import tree

TOOL = tree.script("messages")


def test_everything_is_translated() -> None:
    assert TOOL.faults(TOOL.collected(), TOOL.standing()) == []


def test_sentences_are_found_in_python_and_in_templates() -> None:
    python = 'label = _("Tên")\nwords = ngettext("một", "nhiều", n)\nplain = "không dịch"'
    assert [found.words for found in TOOL.in_source(python, "x.py")] == ["Tên", ("một", "nhiều")]
    page = (
        '<h1>{% translate "Sổ" %}</h1>\n  <p>{% blocktranslate with n=a trimmed %}Có\n  {{ n }} mục'
        '{% endblocktranslate %}</p>\n{% include "x" with title=_("Đầu đề") %}{% translate "A" context "b" %}'
    )
    found = list(TOOL.in_source(page, "x.html"))
    assert [one.words for one in found] == ["Sổ", "Có %(n)s mục", "Đầu đề", "A"]
    assert found[-1].context == "b"


def test_a_hole_in_the_catalogue_is_seen() -> None:
    wanted, kept = Catalog(locale="en"), Catalog(locale="en")
    wanted.add("Tên")
    wanted.add("Sổ %(n)s")
    kept.add("Sổ %(n)s", "Register")
    kept.add("Cũ", "Old")
    assert TOOL.faults(wanted, kept) == ["missing: Tên", "gone: Cũ", "a placeholder is lost: Sổ %(n)s"]


def test_doubtful_and_empty_translations_are_seen() -> None:
    assert list(TOOL.message_faults(Message("Tên", ""))) == ["untranslated"]
    assert list(TOOL.message_faults(Message("Tên", "Name", flags=("fuzzy",)))) == ["doubtful"]
    assert list(TOOL.message_faults(Message("Tên", "Name %(n)s"))) == [
        "a placeholder that the source has not"
    ]
    assert list(TOOL.message_faults(Message("Tên\nkhác", "Name"))) == ["several lines (say `trimmed`)"]
