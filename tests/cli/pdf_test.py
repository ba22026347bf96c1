"""`longhand read --pdf`: what Poppler and qpdf find in its files, how the pages look, TIFF."""

import itertools
import json
import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

from command import TESSDATA, longhand, output_of
from pages import Sheet, overlap, report_page
from PIL import Image, ImageChops, ImageFont, ImageStat

XHTML = "{http://www.w3.org/1999/xhtml}"
NOTO = "/usr/share/fonts/truetype/noto/"
SCRIPTS = [
    ("rus", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "Быстрая лиса прыгает через собаку"),
    ("heb", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "שלום עולם ומה שלומך היום"),
    ("ara", NOTO + "NotoNaskhArabic-Regular.ttf", "السلام عليكم ورحمة الله"),
    ("chi_sim", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "今天天气很好我们去公园"),
]


def picture_of(pdf, dpi):
    """How its first page looks."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", pdf, pdf.with_suffix("")], check=True)
    with Image.open(pdf.with_suffix(".png")) as image:
        return image.convert("RGB")


def difference(image, other):
    return max(ImageStat.Stat(ImageChops.difference(image, other.resize(image.size))).mean)


class Pdf(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.sheet = report_page()

    def save(self, name, image, **options):
        path = self.folder / name
        image.save(path, **options)
        return path

    def read(self, *arguments, model="eng"):
        path = self.folder / "document.pdf"
        done = longhand("read", "--model", TESSDATA / f"{model}.traineddata", "--pdf", "--output", path, *arguments)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)
        return path

    def info(self, path):
        done = subprocess.run(["pdfinfo", path], capture_output=True, check=True)
        self.assertEqual(done.stderr, b"")
        return dict(line.split(":", 1) for line in done.stdout.decode().splitlines())

    def assert_words_in_place(self, path):
        """On every page. Of turned pages pdftotext tells sides as they are stored."""
        pages = ElementTree.fromstring(output_of("pdftotext", "-bbox", path, "-")).findall(f".//{XHTML}page")
        for page in pages:
            words = page.findall(f"{XHTML}word")
            self.assertEqual(sorted(word.text for word in words), sorted(text for text, _ in self.sheet.words))
            zoom = self.sheet.image.width / max(float(page.get(side)) for side in ("width", "height"))
            for word in words:
                box = [zoom * float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")]
                best = max(overlap(box, drawn) for text, drawn in self.sheet.words if text == word.text)
                self.assertGreater(best, 0.55, (word.text, box))
        return len(pages)

    def test_words_lie_on_the_picture(self):
        for name, options in (("a.png", {}), ("a.jpg", {"quality": 90})):
            page = self.save(name, self.sheet.image, **options)
            pdf = self.read(page)
            self.assertEqual(self.assert_words_in_place(pdf), 1)
            self.assertLess(difference(self.sheet.image, picture_of(pdf, 86)), 5)
        self.assertIn(page.read_bytes(), pdf.read_bytes())

    def test_pages_of_many_files_and_their_size(self):
        first = self.save("a.png", self.sheet.image, dpi=(200, 200))
        second = self.save("b.jpg", self.sheet.image, dpi=(72, 72))
        pdf = self.read(first, second)
        self.assertEqual(self.assert_words_in_place(pdf), 2)
        self.assertEqual(self.info(pdf)["Pages"].strip(), "2")
        sizes = [line for line in output_of("pdfinfo", "-l", "2", pdf).decode().splitlines() if "size:" in line]
        self.assertIn("360 x 288 pts", sizes[0])
        self.assertIn("842 x 673.6 pts", sizes[1])

    def test_turned_pages_stand_upright(self):
        for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270):
            pdf = self.read(self.save("turned.png", self.sheet.image.transpose(turn)))
            self.assert_words_in_place(pdf)
            self.assertLess(difference(self.sheet.image, picture_of(pdf, 86)), 5, turn)

    def test_exif_turns_the_picture_and_its_text(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        stored = self.sheet.image.transpose(Image.Transpose.ROTATE_90)
        pdf = self.read(self.save("exif.jpg", stored, exif=exif, quality=90))
        self.assert_words_in_place(pdf)
        self.assertLess(difference(self.sheet.image, picture_of(pdf, 86)), 5)

    def test_keeps_every_kind_of_pixels(self):
        image = self.sheet.image
        clear = Image.new("RGBA", image.size, (90, 200, 30, 0))
        clear.putalpha(ImageChops.invert(image.convert("L")))
        clear.paste((0, 0, 0), mask=clear.getchannel("A").point(lambda v: 255 * (v > 0)))
        kinds = {"grey": image.convert("L"), "colour": ImageChops.multiply(image, Image.new("RGB", image.size, "khaki")),
                 "one bit": image.convert("1", dither=Image.Dither.NONE), "alpha": clear}
        for name, kind in kinds.items():
            shown = Image.alpha_composite(Image.new("RGBA", image.size, "white"), kind.convert("RGBA")).convert("RGB")
            pdf = self.read(self.save(f"{name}.png", kind))
            subprocess.run(["pdfimages", "-png", pdf, self.folder / "kept"], check=True)
            with Image.open(self.folder / "kept-000.png") as kept:
                self.assertIsNone(ImageChops.difference(kept.convert("RGB"), shown).getbbox(), name)

    def test_cmyk_is_packed_anew(self):
        page = self.save("cmyk.jpg", self.sheet.image.convert("CMYK"), quality=95)
        pdf = self.read(page)
        self.assertNotIn(page.read_bytes(), pdf.read_bytes())
        self.assert_words_in_place(pdf)

    def test_text_of_other_scripts_is_found(self):
        for model, path, text in SCRIPTS:
            font = ImageFont.truetype(path, 28)
            sheet = Sheet(1000, 300)
            sheet.draw_line(100, 150, text, font)
            page = self.save("script.png", sheet.image)
            read = longhand("read", "--model", TESSDATA / f"{model}.traineddata", page).stdout.decode().strip()
            pdf = self.read(page, model=model)
            found = output_of("pdftotext", pdf, "-").decode().strip(" \n\f")
            hidden = dict.fromkeys(itertools.chain(range(0x200e, 0x2010), range(0x202a, 0x202f)))
            self.assertEqual((read, found.translate(hidden)), (text, text), model)

    def test_blank_pages_have_no_words(self):
        pdf = self.read(self.save("blank.png", Image.new("L", (300, 200), 255)))
        self.assertEqual(output_of("pdftotext", pdf, "-").strip(b"\f"), b"")
        self.info(pdf)

    def test_reads_the_pages_of_a_tiff(self):
        upright, grey = self.sheet.image, self.sheet.image.convert("L")
        tiff = self.save("a.tif", upright, save_all=True, compression="tiff_lzw", dpi=(100, 100),
                         append_images=[grey, grey.convert("1"), upright.transpose(Image.Transpose.ROTATE_180)])
        done = longhand("read", tiff)
        texts = done.stdout.decode().split("\f")
        self.assertEqual((done.stderr, len(texts), len(set(texts))), (b"", 4, 1))
        pdf = self.read(tiff)
        self.assertEqual(self.assert_words_in_place(pdf), 4)
        self.assertIn("720 x 576 pts", self.info(pdf)["Page size"])

    def test_pages_before_a_damaged_one_are_written(self):
        tiff = self.save("a.tif", self.sheet.image, save_all=True, append_images=[self.sheet.image])
        whole = longhand("read", tiff).stdout
        tiff.write_bytes(tiff.read_bytes()[:-1000])
        done = longhand("read", tiff)
        self.assertEqual((done.returncode, done.stdout), (1, whole.split(b"\f")[0]))
        self.assertIn(b"a.tif: ", done.stderr)

    def test_turns_tiffs_as_their_tags_say(self):
        turns = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 5: Image.Transpose.TRANSPOSE,
                 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
        for tag, turn in turns.items():
            tiff = self.save("turned.tif", self.sheet.image.transpose(turn), tiffinfo={0x0112: tag})
            self.assert_words_in_place(self.read(tiff))

    def test_a_damaged_tiff_ends_in_text_or_a_message(self):
        good = self.save("good.tif", self.sheet.image.convert("L"), compression="tiff_lzw").read_bytes()
        places = [*range(64), *range(64, len(good), len(good) // 60), *range(len(good) - 200, len(good), 5)]
        for at in places:
            (self.folder / f"{at}.tif").write_bytes(good[:at] + bytes([good[at] ^ 0x5A]) + good[at + 1:])
        done = longhand("read", "--json", *(self.folder / f"{at}.tif" for at in places))
        told = [json.loads(row)["file"] for row in done.stdout.splitlines()]
        told += re.findall(r"longhand: (.*\.tif): \S", done.stderr.decode())
        self.assertEqual({Path(file).stem for file in told}, set(map(str, places)))
        self.assertEqual(done.returncode, 1)
        done = longhand("read", "-", stdin=good[:100])
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"stdin: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
