"""Run by underthesea's own Python: a JSON list of texts on standard input, the persons of each as JSON.

The text goes in line by line, as the tool expects sentences. The first call, which loads the model, is not
counted.
"""

import json
import sys
import time
from importlib import metadata

from underthesea import ner


def persons(text: str) -> list[str]:
    """Names tagged B-PER, I-PER."""
    found: list[str] = []
    for line in filter(None, text.splitlines()):
        for word, _, _, tag in ner(line):
            if tag == "B-PER" or (tag == "I-PER" and not found):
                found.append(word)
            elif tag == "I-PER":
                found[-1] += f" {word}"
    return found


def main() -> None:
    texts = json.load(sys.stdin)
    persons(texts[0])
    seconds, named = [], []
    for text in texts:
        start = time.perf_counter()
        named.append(persons(text))
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"version": metadata.version("underthesea"), "seconds": seconds, "persons": named}))


if __name__ == "__main__":
    main()
