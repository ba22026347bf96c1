"""`longhand ocr`: what lies under transparent pixels, pictures that Exif data turn, vertical lines."""

import io
import json
import struct
import tempfile
import unittest
from pathlib import Path

from command import FIXTURES, TESSDATA, longhand
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

MODEL = TESSDATA / "eng.traineddata"
TEXT = "Large print"
JAPANESE = "明日は友達と映画を見に行きます"
WHITE, BLACK, CLEAR = (255, 255, 255, 255), (0, 0, 0, 255), (90, 200, 30, 0)

# What undoes each orientation, for a picture that stands upright after it.
TURNS = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
         4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
         7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270}


def encoded(image, kind, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    image.save(file, kind, exif=exif, **({"quality": 98} if kind == "JPEG" else {}))
    return file.getvalue()


def vertical(text, pixels=40):
    """Japanese from top to bottom."""
    path = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
    face = ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.RAQM)
    image = Image.new("L", (2 * pixels, pixels * (len(text) + 1)), 255)
    ImageDraw.Draw(image).text((pixels, pixels // 2), text, fill=0, font=face, direction="ttb")
    return image


def stacked(text, pixels=40):
    """Letters one below the other."""
    face = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", pixels)
    image = Image.new("L", (2 * pixels, round(1.2 * pixels * len(text)) + pixels), 255)
    for i, letter in enumerate(text):
        ImageDraw.Draw(image).text((pixels, round(1.2 * pixels * i) + pixels // 2), letter, 0, face, "ma")
    return image


def exif_at(file):
    """Where the Exif data of a PNG or JPEG file begin and end."""
    at = file.find(b"eXIf")
    if at >= 0:
        return at + 4, at + 4 + struct.unpack(">I", file[at - 4:at])[0]
    at = file.index(b"Exif\0\0")
    return at, at - 2 + struct.unpack(">H", file[at - 2:at])[0]


class Picture(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        with Image.open(FIXTURES / "ocr" / "lines" / "large.pgm") as image:
            self.grey = image.copy()
        self.ink = ImageChops.invert(self.grey)

    def read_vertical(self, image, model, *options):
        path = self.folder / "vertical.png"
        image.save(path)
        done = longhand("ocr", "--model", TESSDATA / f"{model}.traineddata", "--json", *options, path)
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads(done.stdout)
        return result["text"], result["warnings"], [s["box"] for w in result["words"] for s in w["symbols"]]

    def read(self, content):
        """The JSON of a picture's reading without what differs between two files of one content."""
        done = longhand("ocr", "--model", MODEL, "--json", "-", stdin=content)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        result = json.loads(done.stdout)
        del result["milliseconds"]
        return result

    def text_of(self, image):
        file = io.BytesIO()
        image.save(file, "PNG")
        return self.read(file.getvalue())["text"]

    def paint(self, colour, ink=None):
        """Letters of one colour on nothing; pixels that cannot be seen keep some other colour."""
        ink = ink or self.ink
        painted = Image.new("RGBA", ink.size, colour[:3])
        painted.putalpha(ink.point(lambda v: v * colour[3] // 255))
        painted.paste(CLEAR, mask=ink.point(lambda v: 255 * (v == 0)))
        return painted

    def under(self, lower, upper):
        return Image.alpha_composite(lower, upper)

    def card(self, ground, ink, margin):
        card = Image.new("RGBA", self.grey.size, ground)
        card.alpha_composite(self.paint(ink))
        return ImageOps.expand(card, margin, CLEAR)

    def transparent_pictures(self):
        blurred = self.ink.filter(ImageFilter.GaussianBlur(3))
        thick = self.ink.filter(ImageFilter.MaxFilter(5))
        shadow = self.paint((0, 0, 0, 160), ImageChops.offset(blurred, 2, 3))
        half = self.ink.size[0] // 2
        words = self.paint(WHITE)
        words.paste(self.paint((230, 40, 40, 255)).crop((half, 0, *self.ink.size)), (half, 0))
        for name, colour in {"black": BLACK, "white": WHITE, "yellow": (255, 230, 0, 255), "red": (220, 0, 0, 255),
                             "sky": (130, 200, 255, 255), "grey": (128, 128, 128, 255)}.items():
            yield name, self.paint(colour)
        yield "faint white", self.paint((255, 255, 255, 100))
        yield "faint black", self.paint((0, 0, 0, 100))
        yield "white and red", words
        yield "white with a shadow", self.under(shadow, self.paint(WHITE))
        yield "black with a glow", self.under(self.paint((255, 255, 255, 160), blurred), self.paint(BLACK))
        yield "white with an outline", self.under(self.paint(BLACK, thick), self.paint(WHITE))
        yield "jagged white", self.paint(WHITE, self.ink.point(lambda v: 255 * (v > 127)))
        yield "light card", self.card((250, 240, 220, 255), BLACK, 1)
        yield "dark card", self.card((20, 30, 60, 255), WHITE, 1)

    def test_letters_stand_out_on_the_ground_that_transparency_gets(self):
        for name, image in self.transparent_pictures():
            self.assertEqual(self.text_of(image), TEXT, name)

    def test_opaque_pictures_do_not_depend_on_the_ground(self):
        self.assertEqual(self.text_of(self.grey.convert("RGBA")), TEXT)
        self.assertEqual(self.text_of(self.ink.convert("RGBA")), TEXT)

    def test_reads_vertical_lines(self):
        japanese, turned = vertical(JAPANESE), self.grey.transpose(Image.Transpose.ROTATE_270)
        warned = ["vertical_text"]
        cases = [
            ("model for vertical text", japanese, "jpn_vert", [], JAPANESE, []),
            ("already turned", japanese.transpose(Image.Transpose.ROTATE_90), "jpn_vert", [], JAPANESE, []),
            ("other model", japanese, "jpn", [], JAPANESE, warned),
            ("two characters", vertical("東京"), "jpn_vert", [], "東京", []),
            ("raw", ImageOps.expand(japanese.crop(ImageChops.invert(japanese).getbbox()), 4, 255), "jpn_vert", ["--raw", "--direction", "vertical"], JAPANESE, []),
            ("turned clockwise", turned, "eng", [], TEXT, warned),
            ("turned counter-clockwise", self.grey.transpose(Image.Transpose.ROTATE_90), "eng", [], TEXT, warned),
            ("stacked", stacked("HOTEL"), "eng", [], "HOTEL", warned),
            ("one letter", stacked("l"), "eng", ["--allow", "a-z"], "l", []),
        ]
        for name, image, model, options, text, warnings in cases:
            read, told, boxes = self.read_vertical(image, model, *options)
            self.assertEqual((read, told), (text, warnings), name)
            for box in boxes:
                self.assertTrue(0 <= box["left"] < box["right"] <= image.width, (name, box))
                self.assertTrue(0 <= box["top"] < box["bottom"] <= image.height, (name, box))

    def test_boxes_of_a_vertical_line_follow_each_other_downwards(self):
        for image, model in ((vertical(JAPANESE), "jpn_vert"), (stacked("HOTEL"), "eng")):
            _, _, boxes = self.read_vertical(image, model)
            self.assertEqual(sorted(boxes, key=lambda box: box["top"]), boxes)
            ink = ImageChops.invert(image).getbbox()
            self.assertLess(abs(boxes[0]["top"] - ink[1]), 4)
            self.assertLess(abs(boxes[-1]["bottom"] - ink[3]), 4)

    def test_a_vertical_line_can_be_read_across(self):
        text, _, _ = self.read_vertical(stacked("HOTEL"), "eng", "--direction", "horizontal")
        self.assertNotEqual(text, "HOTEL")

    def test_nothing_to_see_is_no_text(self):
        self.assertEqual(self.text_of(self.paint((0, 0, 0, 0))), self.text_of(Image.new("L", self.grey.size, 255)))

    def test_turns_pictures_as_exif_says(self):
        upright = {kind: self.read(encoded(self.grey, kind, 1)) for kind in ("PNG", "JPEG")}
        self.assertEqual(upright["PNG"]["text"], TEXT)
        for orientation, turn in TURNS.items():
            stored = self.grey if turn is None else self.grey.transpose(turn)
            for kind in ("PNG", "JPEG"):
                file = encoded(stored, kind, orientation)
                with Image.open(io.BytesIO(file)) as image:
                    self.assertEqual(ImageOps.exif_transpose(image).size, self.grey.size)
                result = self.read(file)
                if kind == "PNG":  # JPEG's blocks lie elsewhere in a turned picture
                    self.assertEqual(result, upright[kind], orientation)
                self.assertEqual(result["text"], TEXT, (kind, orientation))

    def test_colours_are_turned_whole(self):
        tinted = Image.merge("RGB", (self.grey, self.grey.point(lambda v: v * 3 // 4), self.ink))
        self.assertEqual(self.read(encoded(tinted.transpose(TURNS[8]), "PNG", 8)),
                         self.read(encoded(tinted, "PNG", 1)))

    def test_an_orientation_that_is_none_turns_nothing(self):
        for orientation in (0, 9, 65535):
            self.assertEqual(self.read(encoded(self.grey, "PNG", orientation))["text"], TEXT)

    def test_damaged_exif_never_keeps_a_picture_from_being_read(self):
        for kind in ("PNG", "JPEG"):
            file = encoded(self.grey, kind, 1)
            begin, end = exif_at(file)
            for at in range(begin, end):
                self.read(file[:at] + bytes([file[at] ^ 0xFF]) + file[at + 1:])
        cut = encoded(self.grey, "PNG", 6)
        begin, _ = exif_at(cut)
        too_long = cut[:begin - 8] + struct.pack(">I", 1 << 31) + cut[begin - 4:]
        done = longhand("ocr", "--model", MODEL, "-", stdin=too_long)
        self.assertIn(done.returncode, (0, 1))


if __name__ == "__main__":
    unittest.main()
