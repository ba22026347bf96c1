"""A contact sheet of lines: python3 -m lines.sheet FILE.png [--style STYLE] [--seed N] [--held] [--real] [--cut]"""
import argparse
from random import Random

from PIL import Image, ImageDraw

from . import real
from .fonts import load
from .line import STYLES, make
from .view import HEIGHT, cut, scaled


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--style", choices=STYLES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=48)
    parser.add_argument("--held", action="store_true", help="fonts and texts of the tests")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--cut", action="store_true", help="lines as the engine cuts them out")
    options = parser.parse_args()
    random = Random(options.seed)
    pairs = [
        real.draw(random)[:2] if options.real else make(options.seed, i, options.style, options.held, options.held)
        for i in range(options.lines)
    ]
    views = cut([picture for picture, _ in pairs]) if options.cut else [scaled(picture) for picture, _ in pairs]
    sheet = Image.new("L", (1500, (options.lines + 1) // 2 * 56), 255)
    pen, font = ImageDraw.Draw(sheet), load("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 13)
    for at, (view, (_, text)) in enumerate(zip(views, pairs)):
        x, y = at % 2 * 760, at // 2 * 56
        if view is not None:
            sheet.paste(Image.fromarray(view[:, :740]), (x, y))
        pen.text((x, y + HEIGHT + 2), text[:100], 0, font)
    sheet.save(options.file)


if __name__ == "__main__":
    main()
