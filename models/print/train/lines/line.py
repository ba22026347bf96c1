"""One synthetic line: a text, a font, ink on a canvas, wear."""
from dataclasses import dataclass
from random import Random

import numpy
from PIL import Image

from . import texts, wear
from .alphabet import known, within
from .fonts import choose, load
from .view import HEIGHT

WIDEST = 1024  # columns of a line for training
LONGEST = 70  # characters


@dataclass
class Style:
    """What lines of one kind are like; numbers are probabilities or ranges."""
    texts: dict
    fonts: dict
    sizes: tuple  # pixels per em
    bend: float = 0.3
    spread: float = 0.3
    thermal: float = 0.0
    rules: float = 0.08
    stamp: float = 0.03
    neighbours: float = 0.15
    texture: float = 0.0
    dark: float = 0.1
    contrast: tuple = (0.35, 1.0)
    blur: float = 0.4
    small: float = 0.15
    noise: float = 0.5
    jpeg: float = 0.3
    quality: tuple = (12, 80)  # of JPEG
    bilevel: float = 0.0
    margin: float = 0.2
    clean: float = 0.1


MIXED = {texts.prose: 3, texts.sentence: 4, texts.form: 2, texts.receipt: 1, texts.short: 1, texts.rare: 1}
STYLES = {
    "book": Style({texts.prose: 5, texts.sentence: 4, texts.form: 1, texts.rare: 0.5},
                  {"text": 10, "odd": 0.3, "mono": 0.5}, (18, 44), bilevel=0.3, spread=0.6, dark=0.05),
    "office": Style(MIXED, {"text": 10, "mono": 2, "odd": 0.3}, (14, 44), rules=0.2),
    "receipt": Style({texts.receipt: 8, texts.form: 1, texts.short: 1.5, texts.sentence: 1},
                     {"mono": 5, "text": 4, "pixel": 2}, (14, 40), thermal=0.5, spread=0.5, noise=0.7, blur=0.6,
                     dark=0.03, contrast=(0.25, 0.95), jpeg=0.5),
    "screen": Style({texts.screen: 7, texts.sentence: 2, texts.prose: 1, texts.short: 1, texts.form: 1},
                    {"text": 6, "mono": 3, "pixel": 1}, (8, 20), bend=0, spread=0, dark=0.45, blur=0.08, noise=0.08,
                    jpeg=0.15, small=0.05, stamp=0, contrast=(0.3, 1.0), clean=0.5),
    "web": Style(MIXED, {"text": 12, "mono": 1, "odd": 0.5}, (10, 22), bend=0.1, spread=0.05, rules=0.05, stamp=0,
                 contrast=(0.5, 1.0), blur=0.2, noise=0.15, small=0.1, jpeg=0.9, quality=(6, 45), clean=0.05),
    "scene": Style({texts.outside: 8, texts.short: 1, texts.receipt: 0.5}, {"text": 5, "odd": 4, "mono": 0.5},
                   (22, 44), bend=0.9, texture=0.5, dark=0.45, blur=0.6, small=0.4, noise=0.6, jpeg=0.5,
                   contrast=(0.2, 0.9), stamp=0.1, neighbours=0.08),
    "typewriter": Style({texts.prose: 3, texts.sentence: 2, texts.form: 3, texts.rare: 1}, {"mono": 1}, (16, 36),
                        spread=0.7, thermal=0.2),
    "rare": Style({texts.rare: 5, texts.single: 3, texts.short: 2}, {"text": 8, "mono": 2, "pixel": 0.5}, (14, 44)),
    "fraktur": Style({texts.prose: 2, texts.sentence: 1}, {"fraktur": 1}, (22, 40), bilevel=0.3, spread=0.6),
}
SHARES = {"book": 20, "office": 16, "receipt": 20, "screen": 20, "web": 15, "scene": 12, "typewriter": 4, "rare": 8, "fraktur": 1}


def drawn(random, style, held_fonts, held_texts):
    """(text, font): a text that the font can write, not empty."""
    while True:
        font = choose(random, random.choices(list(style.fonts), style.fonts.values())[0], held_fonts)
        raw = texts.draw(random, style.texts, held_texts)
        if font["unicase"]:
            raw = raw.upper()
        text = within(raw, font["characters"])
        if font["kind"] == "fraktur":
            text = long_s(text, font["characters"])
        if known(text):
            return text.strip(), font


def long_s(text, characters):
    """Round s inside of words becomes long, as in Fraktur."""
    if "ſ" not in characters:
        return text
    return "".join("ſ" if c == "s" and after.isalpha() else c for c, after in zip(text, text[1:] + " "))


def inked(font, text, spacing):
    """The ink of a text, [rows, columns] in 0 to 255, and the row of its top counted from the font's ascender."""
    if not spacing:
        mask, (_, top) = font.getmask2(text, "L")
        return numpy.asarray(mask, "u1").reshape(mask.size[1], mask.size[0]), top
    starts = numpy.cumsum([0] + [font.getlength(c) + spacing for c in text]).round().astype(int)
    height = sum(font.getmetrics()) + 8
    ink = numpy.zeros((height, int(starts[-1]) + height), "u1")
    for start, character in zip(starts, text):
        mask, (left, top) = font.getmask2(character, "L")
        piece = numpy.asarray(mask, "u1").reshape(mask.size[1], mask.size[0])[:max(0, height - max(0, top))]
        place = ink[max(0, top):max(0, top) + piece.shape[0],
                    max(0, start + left):max(0, start + left) + piece.shape[1]]
        numpy.maximum(place, piece[:place.shape[0], :place.shape[1]], out=place)
    return ink, 0


def frame(random, ink, top, line, text, margin):
    """(rows above, rows below) of the canvas around the ink: cut to the ink, or to the font's line."""
    height = ink.shape[0]
    if random.random() < 0.65 and any(c.isalnum() for c in text) and height > 0.35 * line:
        share = [random.uniform(-0.03, margin) if random.random() < 0.8 else random.uniform(0, 0.3) for _ in range(2)]
        return tuple(int(round(part * height)) for part in share)
    jitter = random.uniform(-0.08, 0.25) * line
    return max(0, int(top + jitter)), max(0, int(line - top - height + random.uniform(-0.08, 0.25) * line))


def canvas(random, style, font, text):
    """Ink on a canvas with margins, [rows, columns] in 0 to 1, and the rows where the text begins and ends."""
    spacing = random.choice([0] * 12 + [1, 2, 3, -1])
    ink, top = inked(font, text, spacing)
    rows, columns = numpy.flatnonzero(ink.max(1)), numpy.flatnonzero(ink.max(0))
    top, ink = top + rows[0], ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    line = sum(font.getmetrics())
    above, below = frame(random, ink, top, line, text, style.margin)
    left, right = (max(0, int(random.expovariate(2.5) * ink.shape[0])) + 1 for _ in range(2))
    made = numpy.zeros((ink.shape[0] + max(0, above) + max(0, below), ink.shape[1] + left + right), "u1")
    kept = ink[max(0, -above):ink.shape[0] - max(0, -below)]
    made[max(0, above):max(0, above) + kept.shape[0], left:left + kept.shape[1]] = kept
    box = max(0, above), max(0, above) + kept.shape[0]
    if random.random() < style.neighbours:
        neighbour(random, made, font, line, box)
    return made.astype("f4") / 255, box


def neighbour(random, made, font, line, box):
    """Parts of the lines above and below come into the picture."""
    for sign in random.choice([(-1, ), (1, ), (-1, 1)]):
        ink, _ = inked(font, texts.sentence(random, False)[:60], 0)
        if sign < 0:
            row = max(0, box[0] - int(random.uniform(0.08, 0.3) * line)) - ink.shape[0]
        else:
            row = min(made.shape[0], box[1] + int(random.uniform(0.08, 0.3) * line))
        upper, lower = max(0, row), min(made.shape[0], row + ink.shape[0])
        column = random.randint(0, max(0, made.shape[1] // 2))
        width = min(ink.shape[1], made.shape[1] - column)
        if lower > upper and width > 0:
            place = made[upper:lower, column:column + width]
            numpy.maximum(place, ink[upper - row:lower - row, :width], out=place)


def enough(worn_ink, ink):
    """Worn ink, or what was there before if too little of it is left to be read."""
    return worn_ink if worn_ink.sum() > 0.4 * ink.sum() else ink


def worn(random, rng, style, ink, box):
    """Ink on a canvas -> a picture in grey, not yet of the model's height."""
    if random.random() < style.spread:
        ink = enough(wear.spread(rng, ink, random.uniform(-0.22, 0.28)), ink)
    if random.random() < style.thermal:
        ink = enough(wear.thermal(rng, ink), ink)
    if random.random() < style.rules:
        ink = wear.rules(rng, ink, box)
    if random.random() < style.stamp:
        ink = wear.stamp(rng, ink)
    if random.random() < style.bend:
        ink = wear.to_array(wear.bent(rng, wear.to_image(ink), random.random()))
    contrast = random.uniform(*style.contrast)
    ground = random.uniform(contrast, 1)
    grey = ground - contrast * ink + wear.paper(rng, ink.shape, contrast)
    if random.random() < style.texture:
        grey = grey + contrast * random.uniform(0.2, 1.2) * wear.textured(rng, ink.shape) * (1 - ink)
    return 1 - grey if random.random() < style.dark else grey


def seen(random, rng, style, grey):
    """What lens, sensor and file make of it, before it is scaled."""
    if random.random() < style.small and grey.shape[0] > 20:
        rows = random.uniform(11, 18) if random.random() < 0.6 else random.uniform(18, 26)
        if rows < grey.shape[0]:
            size = max(1, int(grey.shape[1] * rows / grey.shape[0])), int(rows)
            grey = wear.to_array(
                wear.to_image(grey).resize(size, random.choice([Image.BOX, Image.BILINEAR, Image.BICUBIC])))
    scale = grey.shape[0] / 32
    if random.random() < style.blur:
        grey = wear.blurred(grey, scale * random.uniform(0.2, 1.1))
    if random.random() < style.blur * 0.15:
        grey = wear.smeared(rng, grey)
    if random.random() < style.noise:
        grey = wear.noisy(rng, grey, random.expovariate(1 / 0.04))
    if random.random() < style.bilevel:
        grey = (grey > random.uniform(0.4, 0.6) * (grey.max() + grey.min())).astype("f4")
    image = wear.to_image(grey)
    return wear.jpeg(image, random.uniform(*style.quality)) if random.random() < style.jpeg else image


def make(seed, index, style=None, held_fonts=False, held_texts=False, sizes=None, longest=LONGEST):
    """The line of a number: (picture in 0 to 255, text)."""
    random, rng = Random(seed * 1_000_003 + index), numpy.random.default_rng([seed, index])
    while True:
        kind = STYLES[style or random.choices(list(SHARES), SHARES.values())[0]]
        text, about = drawn(random, kind, held_fonts, held_texts)
        font = load(about["path"], random.randint(*(sizes or kind.sizes)))
        text = text[:longest].strip()
        if random.random() < kind.clean:
            kind = Style(kind.texts,
                         kind.fonts,
                         kind.sizes,
                         bend=0,
                         spread=0,
                         rules=0,
                         stamp=0,
                         neighbours=0,
                         dark=kind.dark,
                         blur=0,
                         small=0,
                         noise=0,
                         jpeg=0)
        try:
            ink, box = canvas(random, kind, font, text)
        except (OSError, IndexError):  # a font that cannot draw the text at this size
            continue
        picture = numpy.asarray(seen(random, rng, kind, worn(random, rng, kind, ink, box)))
        if fits(picture, known(text)):
            return picture, known(text)


def fits(picture, text):
    """Whether the model has steps enough for the text, and not far too many; CTC needs one between equal letters."""
    columns = picture.shape[1] * HEIGHT / picture.shape[0]
    return 4 * (len(text) + sum(a == b for a, b in zip(text, text[1:]))) <= columns <= WIDEST
