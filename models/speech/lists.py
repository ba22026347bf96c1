"""Phrase lists of every length that are listened for in sounds in which nobody speaks."""
import hashlib
import pathlib

from manifest import rows_of

READ = ["commonvoice", "speechocean-dev"]


def sentences(data):
    """The held-out read sentences, in an order that only depends on them."""
    rows = [row for name in READ for row in rows_of(pathlib.Path(data) / f"{name}.tsv")]
    texts = {row["text"] for row in rows if row["split"] != "train"}
    return sorted(texts, key=lambda text: hashlib.md5(text.encode()).digest())


def reported(data):
    """name -> phrases; of the sentences, those of the closed choice (see measures)."""
    listed = sentences(data)
    lists = {f"{count} sentences": listed[:count] for count in (200, 50, 20, 10, 1)}
    lists |= {pattern: [pattern] for pattern in ("<digit>+", "<digit>", "<letter>+", "<letter>")}
    return lists | {"lights on": ["lights on"], "stop": ["stop"], "yes, no": ["yes", "no"],
                    "go, up, oh, in, a": ["go", "up", "oh", "in", "a"]}


def fitted(data):
    """The same of other sentences and words."""
    left = sentences(data)[400:]
    lists = {f"{count} sentences": left[:count] for count in (80, 40, 10, 1)}
    lists |= {pattern: [pattern] for pattern in ("<digit>+", "<digit>", "<letter>+", "<letter>")}
    return lists | {"open": ["open"], "next": ["next", "back"], "help": ["help me"],
                    "short": ["on", "off", "i", "we", "ten"]}
