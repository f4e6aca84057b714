"""The typeface of the pages, made from the TTF files of its package: WOFF2, with figures of one width.

Be Vietnam Pro (SIL Open Font License 1.1, no reserved name) has only proportional figures, and those of
a ledger must stand under each other; so each face gets a second set of figures, the standard feature `tnum`.
"""

from __future__ import annotations

from importlib import metadata, resources
from io import BytesIO
from pathlib import Path

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FACES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")
RECIPE = "1"
"""Raised when the making below changes, so that kept files are made anew."""
FIGURES = "0123456789"


def build(target: Path) -> bool:
    """Put the WOFF2 files into `target`/core/fonts; False when they stood there already."""
    folder = target / "core" / "fonts"
    stamp = folder / "made-from"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == _origin():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        _write(folder / f"BeVietnamPro-{face}.woff2", woff2(face))
    _write(stamp, _origin().encode())
    return True


def woff2(face: str) -> bytes:
    """One face of the package ("Regular"), compressed, with tabular figures."""
    font = TTFont(BytesIO(source(face)))
    add_tabular_figures(font)
    font.flavor = "woff2"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()


def source(face: str) -> bytes:
    """The TTF file of a face as its package ships it."""
    return resources.files("fontpkg_be_vietnam_pro").joinpath(f"files/BeVietnamPro-{face}.ttf").read_bytes()


def add_tabular_figures(font: TTFont) -> None:
    """A twin of each figure, centred in the width of the zero, reached by the feature `tnum`."""
    names = font.getBestCmap()
    width = font["hmtx"][names[ord("0")]][0]
    twins = {names[ord(figure)]: f"{names[ord(figure)]}.tf" for figure in FIGURES}
    for name, twin in twins.items():
        _add_centred(font, name, twin, width)
    _add_feature(font["GSUB"].table, "tnum", twins)


def _add_centred(font: TTFont, name: str, twin: str, width: int) -> None:
    glyphs = font.getGlyphSet()
    pen = TTGlyphPen(None)
    shift = (width - font["hmtx"][name][0]) // 2
    glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
    glyph = pen.glyph()
    font["glyf"][twin] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][twin] = (width, glyph.xMin)


def _add_feature(table: otTables.GSUB, tag: str, changes: dict[str, str]) -> None:
    """One more single substitution in every script and language of the table."""
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(changes)]))
    feature = otTables.Feature()
    feature.FeatureParams = None
    feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    table.FeatureList.FeatureRecord.append(record)
    index = len(table.FeatureList.FeatureRecord) - 1
    for script in table.ScriptList.ScriptRecord:
        for language in (script.Script.DefaultLangSys, *(one.LangSys for one in script.Script.LangSysRecord)):
            if language is not None:
                language.FeatureIndex.append(index)


def _origin() -> str:
    packages = ("fontpkg-be-vietnam-pro", "fonttools", "brotli")
    return "\n".join([RECIPE, *(f"{name} {metadata.version(name)}" for name in packages), ""])


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    half = path.with_suffix(path.suffix + ".half")
    half.write_bytes(content)
    half.replace(path)
