"""A record as plain values for JSON, and the schema of those values, both from the dataclasses."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from thongsuot.engines.reading.model import Record

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def plain(value: Any) -> Any:
    """Dataclasses as objects, tuples as arrays, days as "YYYY-MM-DD", enumerations as their value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


def _type_schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    if get_origin(kind) in (Union, types.UnionType):
        return {"anyOf": [_type_schema(one, definitions) for one in get_args(kind)]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _type_schema(get_args(kind)[0], definitions)}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _object_schema(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _object_schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {name: _type_schema(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def record_schema() -> dict[str, Any]:
    """JSON schema of `plain(record)`."""
    definitions: dict[str, Any] = {}
    whole = _object_schema(Record, definitions)
    return {"$schema": DRAFT, "title": "Record", **whole, "$defs": dict(sorted(definitions.items()))}
