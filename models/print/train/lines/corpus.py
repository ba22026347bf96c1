"""Where words and sentences come from: LONGHAND_DATA, and Debian's word lists and fortunes (packages.txt).

Each source is split: nine tenths are for training, the rest for our own test sets. Kept in `work/corpus.json`.
"""
import functools
import hashlib
import itertools
import json
import os
import pathlib
import re

from .alphabet import known
from .fonts import WORK

DATA = pathlib.Path(os.environ.get("LONGHAND_DATA", "data"))
PROSE = ["prose-train.txt", "warpeace-train.txt"]
LISTS = [
    "brazilian", "catalan", "danish", "dutch", "french", "italian", "ngerman", "polish", "portuguese", "spanish",
    "swedish", "bokmaal", "british-english"
]
SPELLING = {
    "cs_CZ": "utf-8",
    "sk_SK": "utf-8",
    "hu_HU": "utf-8",
    "ro_RO": "utf-8",
    "hr_HR": "utf-8",
    "tr_TR": "utf-8",
    "lv_LV": "utf-8",
    "sl_SI": "latin2",
    "lt_LT": "iso8859-13"
}
FORTUNES = ["de", "es", "it", "pl", "cs", "brasil"]
WORDS = 30000  # of each language


def readable(path):
    """The lines of a text that may be in UTF-8 or in Latin-1."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return raw.decode("latin-1").splitlines()


def spread(items):
    """WORDS of the items, taken at equal distances."""
    return items[::max(1, len(items) // WORDS)]


def word_lists():
    """{language: words}"""
    dictionaries, spelling = pathlib.Path("/usr/share/dict"), pathlib.Path("/usr/share/hunspell")
    lists = {name: readable(dictionaries / name) for name in LISTS}
    for name, encoding in SPELLING.items():
        lines = (spelling / f"{name}.dic").read_text(encoding=encoding, errors="ignore").splitlines()[1:]
        lists[name] = [re.split(r"[/\t ]", line)[0] for line in lines]
    counts = readable(DATA / "text" / "librispeech-word-counts.txt")[:WORDS]
    lists["english"] = [line.split("\t")[0] for line in counts]
    return {name: [word for word in map(known, spread(words)) if 1 < len(word) < 25] for name, words in lists.items()}


def fortunes(name):
    """Sentences of Debian's fortunes of a language."""
    folder = pathlib.Path("/usr/share/games/fortunes") / name
    paths = sorted(p for p in folder.glob("*")
                   if p.is_file() and p.suffix not in (".dat", ".u8")) if folder.is_dir() else [folder]
    return [line for path in paths for line in readable(path) if line.strip() != "%"]


def sentences():
    """{source: lines of running text}"""
    found = {name: readable(DATA / "sequence" / "text" / name) for name in PROSE}
    pairs = readable(DATA / "sequence" / "pairs" / "eng-deu-train.tsv")
    found["pairs"] = [line.split("\t")[1] for line in pairs]
    found.update({name: fortunes(name) for name in FORTUNES})
    return {name: [line for line in map(known, lines) if len(line) > 2] for name, lines in found.items()}


def for_tests(text):
    return hashlib.sha1(text.encode()).digest()[0] % 10 == 0


def build():
    WORK.mkdir(exist_ok=True)
    everything = {"words": word_lists(), "sentences": sentences()}
    (WORK / "corpus.json").write_text(json.dumps(everything, ensure_ascii=False), encoding="utf-8")


@functools.lru_cache()
def corpus(held):
    """{"words": {language: [...]}, "sentences": {source: [...]}}; held: what only tests use."""
    if not (WORK / "corpus.json").exists():
        build()
    everything = json.loads((WORK / "corpus.json").read_text(encoding="utf-8"))
    return {
        kind: {name: [text for text in texts if for_tests(text) == held]
               for name, texts in by_name.items()}
        for kind, by_name in everything.items()
    }


@functools.lru_cache()
def words(held):
    return list(itertools.chain(*corpus(held)["words"].values()))
