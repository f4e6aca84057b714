"""Static files, collected once, compressed, under names that change with their content."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

IGNORED = (
    "*.rtl.*",
    "js-lib-bootstrap5/js/*",
    "js-lib-bootstrap5/css/bootstrap-*",
    "js-lib-bootstrap5/css/bootstrap.css*",
    "django_htmx/ext/*",
    "django_htmx/ht*-4*",
)
"""What packages ship and no page asks for; compressing it would take most of the first start."""
PACKAGES = ("django", "django-js-lib-bootstrap5", "django-htmx", "whitenoise")


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites the imports between our own modules."""

    support_js_module_import_aggregation = True


def origin(*folders: Path) -> str:
    """A digest of all that the collected files come from: packages, our files' names and contents."""
    digest = hashlib.sha256(repr([(name, metadata.version(name)) for name in PACKAGES]).encode())
    digest.update(repr(IGNORED).encode())
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        digest.update(path.as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
