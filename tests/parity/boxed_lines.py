"""Renders lines and pages whose boxes are known: many fonts and sizes, light on dark, turned, noisy."""

import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, features
from render import ARABIC, CJK, DEVANAGARI, FONTS, LINES

LATIN = [f"truetype/{name}.ttf" for name in (
    "dejavu/DejaVuSans", "dejavu/DejaVuSans-BoldOblique", "dejavu/DejaVuSansMono", "dejavu/DejaVuSerif",
    "dejavu/DejaVuSerifCondensed-Italic", "noto/NotoSans-Regular", "noto/NotoSans-Italic", "noto/NotoSans-Bold",
    "noto/NotoSerif-Regular", "noto/NotoSerif-BoldItalic")]
FACES = {"ara": ARABIC, "hin": DEVANAGARI, "chi_sim": CJK, "jpn": CJK, "kor": CJK}
SHARE = {"eng": 0.4, "deu": 0.2, "ara": 0.1, "hin": 0.1, "chi_sim": 0.1, "jpn": 0.1}
WITHOUT_SPACES = {"chi_sim", "jpn"}


@dataclass
class Line:
    """Boxes are (left, top, right, bottom) of the ink, in reading order."""

    path: Path
    model: str
    text: str
    words: list
    characters: list


def place(face, text, right_to_left):
    """(word, x) of each word and the width of all."""
    space = face.getlength(" ")
    words = text.split()
    widths = [face.getlength(word) for word in words]
    total = sum(widths) + space * (len(words) - 1)
    x, places = 0, []
    for word, width in zip(words, widths):
        places.append((word, total - x - width if right_to_left else x))
        x += width + space
    return places, total


def masks(face, text, model, margins):
    """The ink of each word, and of each character where letters stand apart; as drawn in one line."""
    places, total = place(face, text, model == "ara")
    ascent, descent = face.getmetrics()
    left, top, right, bottom = margins
    size = round(total) + left + right, ascent + descent + top + bottom

    def drawn(part, x):
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).text((left + x, top), part, fill=255, font=face)
        return mask
    words = [drawn(word, x) for word, x in places]
    if model in ("ara", "hin"):
        return words, []
    return words, [drawn(c, x + face.getlength(word[:i])) for word, x in places for i, c in enumerate(word)]


def ink_box(mask):
    """Where the ink is at least half as strong as at its strongest."""
    threshold = mask.getextrema()[1] / 2
    return mask.point(lambda v: 255 * (v >= threshold)).getbbox()


def paint(ink, rng):
    paper, pen = rng.choice([(255, 0), (238, 24), (215, 70), (250, 30), (20, 235), (60, 220)])
    image = Image.composite(Image.new("L", ink.size, pen), Image.new("L", ink.size, paper), ink)
    if rng.random() < 0.3:
        image = image.filter(ImageFilter.GaussianBlur(0.6))
    noise = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height))
    return Image.blend(image, noise, rng.choice([0, 0, 0.05, 0.12]))


def draw(model, rng):
    text = rng.choice(LINES[model][1])
    pixels = round(12 * 5 ** rng.random())
    face = ImageFont.truetype(str(FONTS / rng.choice(FACES.get(model, LATIN))), pixels)
    margins = [rng.randint(2, max(3, pixels // 2)) for _ in range(4)]
    degrees = rng.choice([0, 0, rng.uniform(-2, 2)])
    words, characters = ([mask.rotate(degrees, Image.Resampling.BICUBIC, expand=True) for mask in group]
                         for group in masks(face, text, model, margins))
    ink = words[0]
    for word in words[1:]:
        ink = ImageChops.lighter(ink, word)
    word_boxes = [] if model in WITHOUT_SPACES else [ink_box(word) for word in words]
    return text, paint(ink, rng), word_boxes, [ink_box(character) for character in characters]


def draw_page(model, rng):
    """A page of lines of one size, as draw()."""
    pixels = round(12 * 3 ** rng.random())
    face = ImageFont.truetype(str(FONTS / rng.choice(FACES.get(model, LATIN))), pixels)
    pitch = round(pixels * rng.uniform(1.3, 1.8))
    lines = [(text, *masks(face, text, model, [3] * 4)) for text in rng.choices(LINES[model][1], k=12)]
    width = max(words[0].width for _, words, _ in lines) + 6 * pixels
    ink = Image.new("L", (width, pitch * (len(lines) + 4)), 0)
    boxes = [], []
    for row, (_, *parts) in enumerate(lines):
        left, top = 3 * pixels, (row + 2) * pitch
        for group, found in zip(parts, boxes):
            for mask in group:
                ink.paste(255, (left, top), mask)
                a, b, c, d = ink_box(mask)
                found.append((a + left, b + top, c + left, d + top))
    words = [] if model in WITHOUT_SPACES else boxes[0]
    return "".join(text for text, *_ in lines), paint(ink, rng), words, boxes[1]


def render(folder, count, draw=draw):
    """Writes about `count` lines (or what `draw` draws) as PNG; {model: [Line]}. The same on every run."""
    assert features.check("raqm"), "Pillow needs raqm to shape Arabic and Devanagari"
    rng = random.Random(20261129)
    lines = {}
    for model, share in SHARE.items():
        for n in range(max(1, round(count * share))):
            text, image, words, characters = draw(model, rng)
            path = folder / f"{model}-{n}.png"
            image.save(path)
            lines.setdefault(model, []).append(Line(path, model, text, words, characters))
    return lines
