"""What pages that ask for a security key have in common."""

from __future__ import annotations

import json
from typing import Any


class AsksKey:
    """Gives the template `options`: what keys.js hands to the browser, as JSON."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return shown | {"options": json.dumps(next(iter(shown["js_data"].values())))}
