"""Static files, collected once, compressed, under names that change with their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

from thongsuot.config.stamps import digest

IGNORED = (
    "*.rtl.*",
    "js-lib-bootstrap5/js/*",
    "js-lib-bootstrap5/css/bootstrap-*",
    "js-lib-bootstrap5/css/bootstrap.css*",
    "django_htmx/ext/*",
    "django_htmx/htmx-2.js",
    "django_htmx/ht*-4*",
    "admin/js/vendor/jquery/jquery.js",
    "admin/js/vendor/xregexp/xregexp.js",
    "admin/js/vendor/select2/select2.full.js",
    "admin/js/vendor/select2/i18n/[!ev]*",
    "admin/js/vendor/select2/i18n/e[!n]*",
)
"""What packages ship and no page asks for; compressing it would take most of the first start."""
PACKAGES = ("django", "django-js-lib-bootstrap5", "django-htmx", "whitenoise")


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites the imports between our own modules, and compresses no file twice."""

    support_js_module_import_aggregation = True

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """A name holds its content's digest, so what stands compressed is right."""
        yield from super().compress_files(
            [path for path in paths if not Path(self.path(f"{path}.gz")).exists()]
        )


def origin(*folders: Path) -> str:
    """A digest of all that the collected files come from: packages, our files' names and contents."""
    packages = repr([(name, metadata.version(name)) for name in PACKAGES])
    return digest(
        packages, repr(IGNORED), *(path for folder in folders for path in sorted(folder.rglob("*")))
    )
