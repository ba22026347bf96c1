"""Which installed fonts are fit for which lines. An index of them is kept in `work/fonts.json`.

A font is taken if it has the basic letters and if they look like letters: most of them must be nearer to the mean
of this letter in common text faces than to those of the other letters. One family in eight is held back for tests.
"""
import functools
import hashlib
import json
import pathlib
import re
import unicodedata

import numpy
from fontTools.ttLib import TTFont
from PIL import Image, ImageFont

from .alphabet import CHARACTERS

WORK = pathlib.Path(__file__).parent.parent / "work"
FOLDERS = [pathlib.Path("/usr/share/fonts"), pathlib.Path("/usr/share/texmf/fonts")]
BASIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
COMMON = re.compile(
    "Liberation(Sans|Serif|Mono)|DejaVu(Sans|Serif)|Noto(Sans|Serif)-|Lato-|Roboto-|OpenSans|texgyre|Carlito|GenBas")
LATIN_NOTO = re.compile("Noto(Sans|Serif|Mono)(Display|Mono|UI)?-")
SMALL_CAPITALS = re.compile("Caps|caps|SC[-.]|SC$|Titling")
ODD_FOLDERS = {
    "aenigma", "dustin", "cabinsketch", "staypuft", "leckerli-one", "lobster", "lobstertwo", "kaushanscript",
    "rufscript", "solid-mirage", "le-murmure", "gamaliel", "blankenburg", "isabella", "opendyslexic"
}
FRAKTUR = {"gamaliel", "blankenburg"}
PIXEL_FOLDERS = {"pc", "terminus", "proggy", "glasstty", "3270", "spleen"}
SIZE = 32  # pixels at which letters are looked at
GRID = 16


@functools.lru_cache(4000)
def load(path, size):
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def glyph(font, character):
    """The ink of a character, [rows, columns], or None if there is none."""
    mask, (_, top) = font.getmask2(character, "L")
    if not mask.getbbox():
        return None
    left, upper, right, lower = mask.getbbox()
    ink = numpy.asarray(mask, "u1").reshape(mask.size[1], mask.size[0])[upper:lower, left:right]
    return ink, top + upper


def signature(font, character):
    """The shape of a letter on a small grid, of length 1; None without ink."""
    found = glyph(font, character)
    if found is None:
        return None
    ink = numpy.asarray(Image.fromarray(found[0]).resize((GRID, GRID), Image.BOX), "f4").ravel()
    ink -= ink.mean()
    return ink / (numpy.linalg.norm(ink) + 1e-6)


def signatures(font):
    shapes = [signature(font, character) for character in BASIC]
    return None if any(shape is None for shape in shapes) else numpy.array(shapes)


def legible(shapes, means):
    """The share of letters that are among the three most likely ones, capitals and small letters being one."""
    best = numpy.argsort(-(shapes @ means.T), 1)[:, :3]
    return float(numpy.mean([BASIC[i].lower() in {BASIC[j].lower() for j in row} for i, row in enumerate(best)]))


def bare(character):
    """The letter without its accents."""
    return unicodedata.normalize("NFD", character)[0]


def covered(path, font):
    """The characters of the alphabet that a font draws: in its cmap, not empty, not the sign of a missing one, and
    not without their accents, which some fonts leave out."""
    names = TTFont(path, fontNumber=0, lazy=True).getBestCmap() or {}
    ink = {character: bytes(font.getmask(character)) for character in CHARACTERS[1:] if ord(character) in names}
    missing = bytes(font.getmask("\ue5a3"))
    return "".join(c for c, mask in ink.items()
                   if any(mask) and mask != missing and (bare(c) == c or mask != ink.get(bare(c))))


def describe(path, means):
    """What the index says of a font; None if it is not fit."""
    font = load(str(path), SIZE)
    shapes = signatures(font)
    if shapes is None:
        return None
    score = legible(shapes, means)
    family, folder = font.getname()[0] or path.stem, path.parent.name
    if score < (0.5 if folder in FRAKTUR else 0.75) or SMALL_CAPITALS.search(f"{path.stem} {family}"):
        return None
    small = [BASIC.index(letter) for letter in "abdeghnqrt"]
    capitals = [BASIC.index(letter.upper()) for letter in "abdeghnqrt"]
    unicase = float((shapes[small] * shapes[capitals]).sum(1).mean()) > 0.9
    mono = abs(font.getlength("i") - font.getlength("W")) < 1
    kind = "fraktur" if folder in FRAKTUR else "pixel" if folder in PIXEL_FOLDERS else \
        "odd" if folder in ODD_FOLDERS or score < 0.9 else "mono" if mono else "text"
    return {
        "path": str(path),
        "family": family.split("-")[0],
        "kind": kind,
        "unicase": unicase,
        "legible": round(score, 3),
        "characters": covered(path, font)
    }


def candidates():
    paths = [path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in (".ttf", ".otf", ".ttc")]
    return sorted(path for path in paths if path.name[:4] != "Noto" or LATIN_NOTO.match(path.name))


def build():
    paths = candidates()
    common = [signatures(load(str(path), SIZE)) for path in paths if COMMON.search(path.name)]
    means = numpy.mean([shapes for shapes in common if shapes is not None], 0)
    means /= numpy.linalg.norm(means, axis=1, keepdims=True)
    index = []
    for path in paths:
        try:
            about = describe(path, means)
        except (OSError, ValueError, KeyError, AssertionError) as error:  # a broken or a bitmap font
            print(path, error)
            continue
        if about:
            index.append(about)
    WORK.mkdir(exist_ok=True)
    (WORK / "fonts.json").write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")


def held_back(family):
    return hashlib.sha1(family.encode()).digest()[0] % 8 == 0


@functools.lru_cache()
def families(held):
    """{kind: [fonts of a family, ...]}; held: those that only tests use."""
    if not (WORK / "fonts.json").exists():
        build()
    found = {}
    for about in json.loads((WORK / "fonts.json").read_text(encoding="utf-8")):
        if held_back(about["family"]) == held:
            about["characters"] = frozenset(about["characters"])
            found.setdefault(about["kind"], {}).setdefault(about["family"], []).append(about)
    return {kind: list(by_family.values()) for kind, by_family in found.items()}


def choose(random, kind, held=False):
    """A font of a kind, each family as likely as any other; a text face where no font of the kind is held back."""
    found = families(held)
    return random.choice(random.choice(found.get(kind, found["text"])))


if __name__ == "__main__":
    build()
