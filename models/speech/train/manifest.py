"""The tables of the speech data -> one manifest: set, split, start, end, speaker, text.

    python3 manifest.py DATA_FOLDER [work/manifest.tsv]

Splits: `train`, `dev`, `test`. Held out: 300 Common Voice utterances chosen by sentence, all of
speechocean-dev, an4-test and librispeech-testclean-a, and the fsdd speakers theo and yweweler.
"""
import csv
import hashlib
import pathlib
import sys

from text import normalise

COLUMNS = ["set", "split", "start", "end", "speaker", "text"]
HELD_OUT = {"speechocean-dev": "dev", "an4-test": "test", "librispeech-testclean-a": "test"}
TEST_DIGIT_SPEAKERS = {"theo", "yweweler"}
COMMONVOICE_DEV = 300
LONGEST = 24.0  # seconds; longer clips cost padding and memory
TEXT_RATE = (2.0, 25.0)  # letters a second; outside, text and sound do not belong together


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def choose_sentences(texts, count):
    """Sentences whose utterances number exactly `count`, in an order that only depends on them."""
    repeats = {}
    for text in texts:
        repeats[text] = repeats.get(text, 0) + 1
    chosen, left = set(), count
    for text in sorted(repeats, key=lambda t: hashlib.md5(t.encode()).digest()):
        if repeats[text] <= left:
            chosen.add(text)
            left -= repeats[text]
    return chosen


def split_of(name, row, dev_sentences):
    if name in HELD_OUT:
        return HELD_OUT[name]
    if name == "fsdd" and row["speaker"] in TEST_DIGIT_SPEAKERS:
        return "test"
    return "dev" if name == "commonvoice" and row["text"] in dev_sentences else "train"


def plausible(name, row):
    seconds = float(row["end"]) - float(row["start"])
    if name in ("an4-train", "fsdd", "alphanumeric", "synthetic", "nonspeech"):
        return seconds <= LONGEST  # letters and digits are said slowly, or nothing at all
    letters = len(row["text"].replace(" ", ""))
    return seconds <= LONGEST and TEXT_RATE[0] <= letters / seconds <= TEXT_RATE[1]


def rows_of(path):
    rows = [dict(row, text=normalise(row["text"])) for row in read_table(path)]
    rows = [row for row in rows if row["text"] is not None]
    dev_sentences = choose_sentences([r["text"] for r in rows], COMMONVOICE_DEV)
    for row in rows:
        split = split_of(path.stem, row, dev_sentences)
        if split != "train" or plausible(path.stem, row):
            yield dict(row, set=path.stem, split=split)


def main(data, target="work/manifest.tsv"):
    pathlib.Path(target).parent.mkdir(parents=True, exist_ok=True)
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", extrasaction="ignore",
                                quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        writer.writeheader()
        for path in sorted(pathlib.Path(data).glob("*.tsv")):
            writer.writerows(rows_of(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
