"""The look: every letter in the typeface, enough contrast, nothing the policy forbids, every part shown."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from fontTools.ttLib import TTFont

from thongsuot.apps.core import assets
from thongsuot.apps.core.templatetags import page_parts

CORE = Path(__file__).resolve().parents[1]
STATIC = CORE / "static" / "core"
PARTS = CORE / "templates" / "core" / "parts"
TEMPLATES = sorted((CORE.parents[1]).glob("**/templates/**/*.html"))

TONES = ("", "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING HOOK ABOVE}", "\N{COMBINING TILDE}",
         "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}")  # fmt: skip
LETTERS = {
    unicodedata.normalize("NFC", letter + tone)
    for vowel in "aăâeêioôơuưy"
    for letter in (vowel, vowel.upper())
    for tone in TONES
} | set("bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX")


@pytest.fixture(scope="session", params=assets.FACES)
def face(request: Any) -> TTFont:
    return TTFont(BytesIO(assets.woff2(request.param)))


def test_the_alphabet_of_this_test_is_whole() -> None:
    assert len(LETTERS) == 2 * (12 * 6 + 17)
    assert {"Ặ", "ữ", "Đ", "ỵ"} <= LETTERS


def test_every_letter_and_the_dong_are_in_the_typeface(face: TTFont) -> None:
    wanted = {ord(letter) for letter in LETTERS} | {ord(sign) for sign in "0123456789₫.,–…“”"}
    assert {chr(code) for code in wanted - set(face.getBestCmap())} == set()


def test_figures_of_tables_have_one_width(face: TTFont) -> None:
    names = face.getBestCmap()
    plain = {names[ord(figure)] for figure in assets.FIGURES}
    assert len({face["hmtx"][name][0] for name in plain}) > 1, "the typeface has them itself now"
    assert len({face["hmtx"][_tabular(face)[name]][0] for name in plain}) == 1


def _tabular(face: TTFont) -> dict[str, str]:
    table = face["GSUB"].table
    feature = next(one.Feature for one in table.FeatureList.FeatureRecord if one.FeatureTag == "tnum")
    return table.LookupList.Lookup[feature.LookupListIndex[0]].SubTable[0].mapping


def test_assets_are_made_once_and_again_when_the_recipe_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "FACES", ("Regular",))
    monkeypatch.setattr(assets, "woff2", lambda face: face.encode())
    assert assets.build(tmp_path)
    assert not assets.build(tmp_path)
    monkeypatch.setattr(assets, "RECIPE", "next")
    assert assets.build(tmp_path)
    made = {path.name for path in (tmp_path / "core" / "fonts").iterdir()}
    assert made == {"BeVietnamPro-Regular.woff2", "made-from"}


def test_the_sheet_asks_for_the_faces_that_are_made() -> None:
    asked = set(re.findall(r"BeVietnamPro-(\w+)\.woff2", (STATIC / "fonts.css").read_text(encoding="utf-8")))
    assert asked == set(assets.FACES)


def tokens(*sheets: str) -> dict[str, str]:
    """Colours by token, as they stand after these sheets in this order."""
    found: dict[str, str] = {}
    for sheet in sheets:
        text = (STATIC / f"{sheet}.css").read_text(encoding="utf-8")
        found.update(re.findall(r"--([\w-]+): *(#[0-9a-f]{6});", text))
    return found


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours "#rrggbb"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LOOKS = (("tokens",), ("tokens", "dark"), ("tokens", "contrast"), ("tokens", "dark", "print"))
KINDS = ("result", "difficulty", "recommendation", "answer", "commitment", "statement", "directive")
GROUNDS = ("paper", "ground", "sunk", "act-soft", "late-soft", "soon-soft")
TEXTS = ("ink", "ink-2", "act", "act-strong", "late", "late-strong", "soon", *(f"kind-{k}" for k in KINDS))


def test_contrast_is_computed_as_the_guideline_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS, ids="+".join)
def test_text_stands_out_from_every_ground(look: tuple[str, ...]) -> None:
    colour = tokens(*look)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("on-act", "act"), ("on-act", "act-strong"), ("on-late", "late"), ("on-late", "late-strong")]
    pairs += [("ink", "find")]
    weak = {pair: contrast(colour[pair[0]], colour[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("look", LOOKS, ids="+".join)
def test_borders_of_controls_and_focus_can_be_seen(look: tuple[str, ...]) -> None:
    colour = tokens(*look)
    pairs = [(line, ground) for line in ("rule-strong", "act") for ground in ("paper", "ground", "sunk")]
    assert {pair for pair in pairs if contrast(colour[pair[0]], colour[pair[1]]) < 3} == set()


@pytest.mark.parametrize("sheet", ["dark", "contrast", "print"])
def test_a_look_changes_every_colour_of_the_light_one(sheet: str) -> None:
    assert set(tokens(sheet)) >= set(tokens("tokens"))


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_colours_are_named_only_where_tokens_are(path: Path) -> None:
    bare = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)", path.read_text(encoding="utf-8"))
    assert bool(bare) == (path.stem in {"tokens", "dark", "contrast", "print"})


FORBIDDEN = re.compile(
    r"<[a-z][^<>]*\sstyle\s*=|<style\b|<script\b(?![^>]*\ssrc=)|<[a-z][^<>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=|javascript:",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_templates_hold_nothing_that_the_page_policy_forbids(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="x">',
        "<script>x</script>",
        '<a\n onclick="x">',
        "<style>",
        '<b hx-on:click="x">',
        '<a href="javascript:x">',
    ],
)
def test_what_the_page_policy_forbids_is_seen(bad: str) -> None:
    assert FORBIDDEN.search(bad)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_every_drawing_that_a_template_asks_for_exists(path: Path) -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    text = path.read_text(encoding="utf-8")
    icons = set(re.findall(r'{% icon "([\w-]+)"', text))
    marks = {f"mark-{name}" for name in re.findall(r'{% mark "([\w-]+)"', text)}
    assert (icons | marks) - drawn == set()


def test_every_tone_has_its_shape() -> None:
    drawn = (STATIC / "icons.svg").read_text(encoding="utf-8")
    assert all(f'id="mark-{shape}"' in drawn for shape in page_parts.TONE_MARKS.values())


def test_every_part_says_what_it_takes_and_stands_on_the_page_of_parts() -> None:
    used = {template.name for template in Client().get("/giao-dien/").templates}
    for path in sorted(PARTS.glob("*.html")):
        assert path.read_text(encoding="utf-8").startswith("{# "), path.name
        assert f"core/parts/{path.name}" in used, path.name


@pytest.mark.parametrize(
    ("chosen", "dark", "contrast"),
    [
        ("light", "not all", "not all"),
        ("dark", "all", "not all"),
        ("contrast", "not all", "all"),
        ("auto", "(prefers-color-scheme: dark)", "(prefers-contrast: more)"),
        ('"><script>', "(prefers-color-scheme: dark)", "(prefers-contrast: more)"),
    ],
)
def test_the_chosen_look_is_served(chosen: str, dark: str, contrast: str) -> None:
    client = Client()
    client.cookies["look"], client.cookies["size"] = chosen, "18"
    html = client.get("/giao-dien/").content.decode()
    assert f'dark.css" media="{dark}"' in html
    assert f'contrast.css" media="{contrast}"' in html
    assert 'data-size="18"' in html
    assert ('data-bs-theme="dark"' in html) == (chosen == "dark")


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("template", ["core/login.html", "core/failure.html", "core/broken_rule.html"])
def test_a_demonstration_says_so_on_every_page(template: str, shown: bool) -> None:
    html = render_to_string(template, {"DEMO": shown, "status": 404}, request=_request(), using="django")
    assert ("Bản trình diễn" in html.partition("<main")[0]) == shown


def test_the_log_in_page_offers_the_demo_accounts_only_in_a_demonstration() -> None:
    context = {"demo_accounts": [("van-phong", "mot-hai-ba", "Chuyên viên tổng hợp")]}
    shown, hidden = (
        render_to_string("core/login.html", context | {"DEMO": demo}, request=_request())
        for demo in (True, False)
    )
    assert 'value="mot-hai-ba"' in shown
    assert "mot-hai-ba" not in hidden


@pytest.mark.parametrize(
    ("context", "sentence"),
    [
        ({"status": 404}, "Không có trang này"),
        ({"status": 403, "reason": "Việc này của Sở Xây dựng."}, "Việc này của Sở Xây dựng."),
        ({"status": 403, "csrf": True}, "Trang đã cũ"),
        ({"status": 500}, "Hệ thống gặp lỗi"),
    ],
)
def test_a_failure_says_what_happened_and_how_to_ask_about_it(context: dict[str, Any], sentence: str) -> None:
    html = render_to_string("core/failure.html", context | {"request_id": "abc123"}, request=_request())
    assert sentence in html
    assert html.count("abc123") == 2


def _request() -> Any:
    request = RequestFactory().get("/")
    request.now, request.id = None, ""  # type: ignore[attr-defined]
    return request


@pytest.fixture(scope="module")
def fonts() -> None:
    call_command("build_assets", verbosity=0)


@pytest.mark.browser
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ["/dang-nhap/", "/giao-dien/"])
def test_a_page_breaks_no_rule_of_accessibility_and_fits_its_screen(
    fonts: None, page: Any, server: str, address: str, width: int, look: str
) -> None:
    page.context.add_cookies([{"name": "look", "value": look, "url": server}])
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address)
    broken = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["target"]) for rule in broken] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.browser
def test_colours_and_size_change_at_once_and_are_kept(fonts: None, page: Any) -> None:
    page.goto("/giao-dien/")
    page.click(".bar summary")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.check("input[name=look][value=dark]", force=True)
    page.check("input[name=size][value='20']", force=True)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert light != dark == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


@pytest.mark.browser
def test_a_draft_comes_back_until_it_is_dropped(fonts: None, page: Any) -> None:
    page.goto("/giao-dien/")
    page.fill("#id_matter", "Rà soát trụ sở dôi dư")
    page.check("#id_remind")
    page.reload()
    assert page.input_value("#id_matter") == "Rà soát trụ sở dôi dư"
    assert page.is_checked("#id_remind")
    page.click(".draft-back button")
    page.reload()
    assert page.input_value("#id_matter") == ""


@pytest.mark.browser
def test_what_cannot_be_undone_is_asked_first_and_the_keys_of_the_page_are_told(
    fonts: None, page: Any
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto("/giao-dien/")
    page.keyboard.press("?")
    assert "Mục sau, mục trước" in page.inner_text("#shortcuts")
    page.keyboard.press("Escape")
    page.click("form[data-confirm] button")
    assert "không lấy lại được" in page.inner_text("#confirm")
    page.click("#confirm [value=no]")
    assert not page.is_visible("#confirm")
    assert sent == []
