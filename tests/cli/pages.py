"""Pages of print drawn for the tests, with the places of their words."""

from PIL import Image, ImageDraw, ImageFont

FACE = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
HEADING = "Annual report"
PROSE = ["The quick brown fox jumps over the lazy dog", "while seven wizards judge my vow to help", "and nobody knows why."]
TABLE = [["Item", "Count", "Price"], ["Coffee", "2", "7.50"], ["Fresh bread", "1", "3.20"], ["Green tea", "4", "9.80"]]


def face(pixels, font=FACE):
    return ImageFont.truetype(font, pixels)


def overlap(box, other):
    """The share of two boxes that both cover."""
    def area(b):
        return max(0, b[2] - b[0]) * max(0, b[3] - b[1])
    both = area((max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])))
    return both / (area(box) + area(other) - both)


class Sheet:
    """A page to write on; `words` lists what was written: text and box."""

    def __init__(self, width=1000, height=800, paper="white", ink="black", font=FACE):
        self.image, self.ink, self.font, self.words = Image.new("RGB", (width, height), paper), ink, font, []

    def write(self, x, baseline, text, pixels=28):
        """Each word by itself, so that its place is known."""
        draw, font = ImageDraw.Draw(self.image), face(pixels, self.font)
        for word in text.split():
            draw.text((x, baseline), word, self.ink, font, "ls")
            ink = Image.new("L", self.image.size)
            ImageDraw.Draw(ink).text((x, baseline), word, 255, font, "ls")
            self.words.append((word, ink.getbbox()))
            x += round(draw.textlength(word + " ", font))

    def draw_line(self, x, baseline, text, font):
        ImageDraw.Draw(self.image).text((x, baseline), text, self.ink, font, "ls")


def report_page():
    """A heading, a paragraph and a table of three columns."""
    sheet = Sheet()
    sheet.write(80, 120, HEADING, 56)
    for i, line in enumerate(PROSE):
        sheet.write(80, 220 + 44 * i, line)
    for i, row in enumerate(TABLE):
        for x, cell in zip((80, 480, 760), row):
            sheet.write(x, 460 + 60 * i, cell)
    return sheet
