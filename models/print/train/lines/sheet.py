"""A contact sheet of lines: python3 -m lines.sheet FILE.png [--style STYLE] [--seed N] [--held] [--real]"""
import argparse
from random import Random

from PIL import Image, ImageDraw

from . import real
from .fonts import load
from .line import HEIGHT, STYLES, make


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--style", choices=STYLES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=48)
    parser.add_argument("--held", action="store_true", help="fonts and texts of the tests")
    parser.add_argument("--real", action="store_true")
    options = parser.parse_args()
    random = Random(options.seed)
    pairs = [
        real.draw(random)[:2] if options.real else make(options.seed, i, options.style, options.held, options.held)
        for i in range(options.lines)
    ]
    sheet = Image.new("L", (1500, (options.lines + 1) // 2 * 56), 255)
    pen, font = ImageDraw.Draw(sheet), load("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 13)
    for at, (picture, text) in enumerate(pairs):
        x, y = at % 2 * 760, at // 2 * 56
        sheet.paste(Image.fromarray(picture[:, :740]), (x, y))
        pen.text((x, y + HEIGHT + 2), text[:100], 0, font)
    sheet.save(options.file)


if __name__ == "__main__":
    main()
