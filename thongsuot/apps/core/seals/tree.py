"""A Merkle tree over any number of leaves, read once: RFC 6962, section 2.1, with SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

LEAF, NODE = b"\0", b"\1"
"""Told apart, so that no leaf can be taken for a pair of nodes."""


def root(leaves: Iterable[bytes]) -> tuple[int, str]:
    """How many leaves there are, and the root over them in hexadecimal. Memory grows with the logarithm."""
    count = 0
    whole: list[bytes] = []
    for leaf in leaves:
        node = _hash(LEAF, leaf)
        # As many full trees end at this leaf as its number ends in ones.
        for _full in range((count ^ (count + 1)).bit_length() - 1):
            node = _hash(NODE, whole.pop() + node)
        whole.append(node)
        count += 1
    return count, _joined(whole).hex()


def _joined(whole: list[bytes]) -> bytes:
    if not whole:
        return hashlib.sha256().digest()
    node = whole.pop()
    while whole:
        node = _hash(NODE, whole.pop() + node)
    return node


def _hash(kind: bytes, content: bytes) -> bytes:
    return hashlib.sha256(kind + content).digest()
