"""The lines of LONGHAND_DATA/ocr. Half of each set is for training, half for measuring only.

The half follows from the SHA-1 of what stands before the first underscore of the file's name (a receipt, a page of a
book, the number of a rendered text), so that a page is never on both sides: even is for training. Receipts and pages
that are also in LONGHAND_DATA/pages are never trained on.
"""
import functools
import hashlib

import numpy
from PIL import Image

from .alphabet import known
from .corpus import DATA

SETS = ["synth", "synth_rot", "synth_jpeg", "sroie", "oldbooks", "fraktur"]
CASELESS = {"sroie"}  # the truth is in capitals, whatever is printed
SHARES = {"sroie": 5, "oldbooks": 2, "fraktur": 1, "synth": 0.7, "synth_rot": 0.5, "synth_jpeg": 0.5}


@functools.lru_cache()
def pages():
    return {path.stem for kind in ("receipts", "books") for path in (DATA / "pages" / kind).glob("*.txt")}


def half(source):
    """0: training, 1: measuring."""
    return hashlib.sha1(source.encode()).digest()[-1] % 2


def read(path):
    return numpy.asarray(Image.open(path).convert("L"))


def rows(name, training):
    """[(path, text)] of a half of a set; the text as it stands in the manifest."""
    found = []
    for line in (DATA / "ocr" / name / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        file, text = line.split("\t")
        source = file.split("_")[0]
        if half(source) == (0 if training else 1) and not (training and source in pages()):
            found.append((DATA / "ocr" / name / file, text))
    return found


@functools.lru_cache()
def lines(name, training):
    """[(picture, text)] of a half of a set; for training without those whose truth has other quotes than the print."""
    if not training:
        return [(read(path), text) for path, text in rows(name, training)]
    return [(read(path), known(text)) for path, text in rows(name, training)
            if name != "oldbooks" or not set(text) & set("'\"")]


def draw(random):
    """A line for training: (picture, text, whether capitals and small letters are one in its text)."""
    name = random.choices(list(SHARES), SHARES.values())[0]
    picture, text = random.choice(lines(name, True))
    image = Image.fromarray(picture)
    if random.random() < 0.6:
        image = image.resize((max(8, int(image.size[0] * random.uniform(0.8, 1.25))), image.size[1]), Image.BILINEAR)
    if random.random() < 0.5:
        top, bottom = (random.uniform(-0.08, 0.04) * image.size[1] for _ in range(2))
        image = image.transform(image.size,
                                Image.EXTENT, (0, top, image.size[0], image.size[1] - bottom),
                                Image.BILINEAR,
                                fillcolor=int(numpy.median(picture)))
    return numpy.asarray(image), text, name in CASELESS
