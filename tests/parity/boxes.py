"""Prints how well word boxes fit the ink: rendered lines (or pages) whose boxes are known, read by Longhand
and by the installed Tesseract (--psm 7, or 3).

Mean IoU: area of the overlap over area of the union of a word's true box and the box that overlaps it
most; 0 if there is none. Chinese and Japanese have no spaces: there the boxes of characters count.
"""

import argparse
import html
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from boxed_lines import draw, draw_page, render
from engines import TESSDATA

CHARACTER = re.compile(r"x_bboxes (\d+) (\d+) (\d+) (\d+)[^>]*>([^<]*)<")
WORD = re.compile(r"class='ocrx_word'[^>]*title='bbox (\d+) (\d+) (\d+) (\d+)[^>]*>")


def overlap(a, b):
    """Intersection over union of two (left, top, right, bottom)."""
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    sides = max(0, min(a[2], b[2]) - max(a[0], b[0])), max(0, min(a[3], b[3]) - max(a[1], b[1]))
    both = sides[0] * sides[1]
    return both / (area(a) + area(b) - both)


def best_overlaps(truth, found):
    return [max((overlap(box, other) for other in found), default=0) for box in truth]


def corners(box):
    return box["left"], box["top"], box["right"], box["bottom"]


def words_of_page(page):
    return [word for block in page["blocks"] for paragraph in block["paragraphs"] for line in paragraph["lines"]
            for word in line["words"]]


def longhand(lines, pages=False):
    """(word boxes, character boxes, text without spaces) of each line or page."""
    command = [os.environ["LONGHAND_COMMAND"], "read" if pages else "ocr", "--json", "--model", TESSDATA / f"{lines[0].model}.traineddata"]
    done = subprocess.run([*command, *(line.path for line in lines)], capture_output=True, check=True)
    for row in done.stdout.splitlines():
        words = words_of_page(json.loads(row)) if pages else json.loads(row)["words"]
        symbols = [symbol for word in words for symbol in word["symbols"]]
        yield ([corners(word["box"]) for word in words], [corners(symbol["box"]) for symbol in symbols],
               "".join(symbol["text"] for symbol in symbols))


def tesseract(lines, pages=False):
    for line in lines:
        done = subprocess.run(["tesseract", line.path, "-", "--psm", "3" if pages else "7", "-l", line.model, "-c", "hocr_char_boxes=1",
                               "hocr"], capture_output=True, check=True, text=True)
        characters = [(tuple(map(int, match[:4])), html.unescape(match[4])) for match in CHARACTER.findall(done.stdout)]
        yield ([tuple(map(int, box)) for box in WORD.findall(done.stdout)], [box for box, _ in characters],
               "".join(text for _, text in characters))


def score(lines, readings):
    """Overlaps of words, and of characters in lines that were read right."""
    words, characters = [], []
    for line, (word_boxes, character_boxes, text) in zip(lines, readings):
        if line.words:
            words += best_overlaps(line.words, word_boxes)
        if line.characters and text == line.text.replace(" ", ""):
            characters += map(overlap, line.characters, character_boxes)
    return words, characters


def shown(overlaps):
    if not overlaps:
        return "- |"
    mean = sum(overlaps) / len(overlaps)
    return f"{mean:.3f} ({100 * sum(o >= 0.7 for o in overlaps) / len(overlaps):.0f} %) |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=300, help="(or pages) of all models together")
    parser.add_argument("--only-longhand", action="store_true")
    parser.add_argument("--pages", action="store_true", help="pages of twelve lines instead")
    arguments = parser.parse_args()
    engines = {"longhand": longhand} | ({} if arguments.only_longhand else {"tesseract": tesseract})
    print("| model | pictures | engine | words: IoU (>= 0.7) | characters: IoU (>= 0.7) |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for model, lines in render(Path(folder), arguments.lines, draw_page if arguments.pages else draw).items():
            for name, read in engines.items():
                words, characters = score(lines, read(lines, arguments.pages))
                print(f"| {model} | {len(lines)} | {name} |", shown(words), shown(characters), flush=True)


if __name__ == "__main__":
    main()
