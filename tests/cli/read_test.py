"""`longhand read`: pages as text and JSON, many files, options, bad input."""

import json
import tempfile
import unittest
from pathlib import Path

from command import FIXTURES, TESSDATA, longhand
from pages import HEADING, PROSE, TABLE, Sheet, report_page
from PIL import Image, ImageDraw

MODEL = TESSDATA / "eng.traineddata"


class Read(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.sheet = report_page()
        self.page = self.save("page.png", self.sheet.image)

    def save(self, name, image):
        path = self.folder / name
        image.save(path)
        return path

    def read(self, *arguments, stdin=b""):
        done = longhand("read", "--model", MODEL, *arguments, stdin=stdin)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def test_text_has_paragraphs_and_cells(self):
        lines = self.read(self.page).splitlines()
        self.assertEqual(lines[0], HEADING)
        self.assertEqual(lines[2:5], PROSE)
        for row in TABLE:
            self.assertIn("\t".join(row), lines)

    def test_json_tells_blocks_lines_words_and_places(self):
        page = json.loads(self.read("--json", self.page))
        self.assertEqual((page["width"], page["height"], page["orientation"]), (*self.sheet.image.size, 0))
        self.assertEqual(page["text"] + "\n", self.read(self.page))
        lines = [line for block in page["blocks"] for paragraph in block["paragraphs"] for line in paragraph["lines"]]
        self.assertEqual((lines[0]["text"], lines[0]["same_line"]), (HEADING, False))
        self.assertEqual(len(lines[0]["polygon"]), 4)
        self.assertLess(abs(lines[0]["baseline"][0]["y"] - 120), 3)
        self.assertEqual(sum(line["same_line"] for line in lines), 8)
        words = [word for line in lines for word in line["words"]]
        self.assertEqual([word["text"] for word in words], [text for text, _ in self.sheet.words])
        for word, (text, box) in zip(words, self.sheet.words):
            found = [word["box"][side] for side in ("left", "top", "right", "bottom")]
            self.assertTrue(all(abs(a - b) <= 3 for a, b in zip(found, box)), (text, found, box))

    def test_many_files_keep_their_order_and_bad_ones_are_told(self):
        blank = self.save("blank.png", Image.new("L", (300, 200), 255))
        done = longhand("read", "--jobs", 3, self.page, blank, self.folder / "missing.png", self.page)
        text = self.read(self.page)
        self.assertEqual((done.returncode, done.stdout.decode()), (1, f"{text}\f\f{text}"))
        self.assertIn("missing.png", done.stderr.decode())
        self.assertEqual(done.stderr.count(b"\n"), 1)
        rows = [json.loads(row) for row in self.read("--json", blank, self.page).splitlines()]
        self.assertEqual([row["file"] for row in rows], [str(blank), str(self.page)])
        self.assertEqual((rows[0]["text"], rows[0]["confidence"], rows[0]["blocks"]), ("", 0, []))

    def test_reads_stdin_and_writes_a_file(self):
        target = self.folder / "page.txt"
        self.assertEqual(self.read("--output", target, "-", stdin=self.page.read_bytes()), "")
        self.assertEqual(target.read_text(), self.read(self.page))
        done = longhand("read", "--output", self.folder / "none.txt", self.folder / "missing.png")
        self.assertEqual(done.returncode, 1)
        done = longhand("read", "--output", self.folder / "no" / "page.txt", self.page)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"cannot write", done.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["page.png", "page.txt"])

    def test_options_steer_the_search(self):
        self.assertLessEqual(set(self.read("--allow", "0-9", self.page)), set("0123456789 \t\n"))
        self.assertNotIn("o", self.read("--deny", "o", self.page))
        self.assertIn(HEADING, self.read("--no-dictionary", self.page))

    def test_layouts_tell_what_there_is_to_read(self):
        rows = ["\t".join(row) for row in TABLE]
        block = self.read("--layout", "block", self.page)
        self.assertEqual(block.splitlines(), [HEADING, *PROSE, *rows])
        column = json.loads(self.read("--layout", "column", "--json", self.page))
        self.assertEqual(len(column["blocks"]), 1)
        self.assertEqual([line for line in column["text"].split("\n") if line], block.splitlines())
        sparse = json.loads(self.read("--layout", "sparse", "--json", self.page))
        self.assertEqual(len(sparse["blocks"]), 4 + 3 * len(TABLE))
        line = self.save("line.png", self.sheet.image.crop((70, 192, 770, 234)))
        self.assertEqual(self.read("--layout", "line", line), PROSE[0] + "\n")
        alone = longhand("ocr", "--model", MODEL, "--raw", line).stdout.decode()
        self.assertEqual(self.read("--layout", "raw", line), alone)

    def test_an_orientation_that_is_told_is_kept(self):
        for degrees in (0, 90, 180, 270):
            turned = self.save("turned.png", self.sheet.image.rotate(-degrees, expand=True))
            page = json.loads(self.read("--json", "--orientation", degrees, turned))
            self.assertEqual((page["orientation"], page["text"]), (degrees, self.read(self.page)[:-1]))
        down = self.read("--json", "--orientation", 0, self.save("down.png", self.sheet.image.rotate(180)))
        self.assertEqual(json.loads(down)["orientation"], 0)

    def test_several_models_read_what_each_is_surest_of(self):
        sheet = Image.new("L", (900, 260), 255)
        for name, top in (("german", 40), ("russian", 140)):
            sheet.paste(Image.open(FIXTURES / "ocr/lines" / f"{name}.pgm"), (60, top))
        german, russian = "Übermäßige Größe, schöne Grüße", "Широкая электрификация"
        models = [argument for name in ("deu", "rus") for argument in ("--model", TESSDATA / f"{name}.traineddata")]
        text = self.read(*models, "--layout", "block", self.save("mixed.png", sheet))
        self.assertEqual(text.splitlines(), [german, russian])

    def test_lines_are_found_without_reading_them(self):
        words = json.loads(self.read("--json", self.page))
        page = json.loads(self.read("--json", "--detect", self.page))
        self.assertEqual((page["text"], len(page["blocks"])), ("", len(words["blocks"])))
        for found, block in zip(page["blocks"], words["blocks"]):
            self.assertTrue(all(abs(found["box"][side] - block["box"][side]) <= 3 for side in found["box"]))
        self.assertIn("ocr_line", self.read("--hocr", "--detect", self.page))

    def test_print_of_double_height_is_read_and_its_words_are_placed(self):
        lines = ["Total 6% supplies (Inc. GST): 15.57", "Fresh bread 2 x 3.20 6.40"]
        sheet = Sheet(600, 200, font="/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf")
        for i, text in enumerate(lines):
            sheet.write(40, 80 + 60 * i, text, 24)
        tall = sheet.image.resize((600, 400))
        page = json.loads(self.read("--json", "--layout", "block", self.save("tall.png", tall)))
        self.assertEqual(page["text"].split("\n"), lines)
        words = [w for b in page["blocks"] for p in b["paragraphs"] for line in p["lines"] for w in line["words"]]
        for word, (text, (left, _, right, _)) in zip(words, sheet.words):
            found = (word["box"]["left"], word["box"]["right"])
            self.assertTrue(all(abs(a - b) <= 3 for a, b in zip(found, (left, right))), (text, found, left, right))
        line = self.save("line.png", tall.crop((0, 100, 600, 190)))
        self.assertEqual(self.read("--layout", "line", line), lines[0] + "\n")

    def test_underlined_and_struck_words_keep_the_letters_that_touch_the_line(self):
        lines = ["Read more about our privacy policy", "Typography, jumpy and gypsy", "a plain line without any"]
        for below, thickness in ((1, 1), (2, 1), (3, 2), (-8, 1)):
            sheet = Sheet(640, 300)
            for i, text in enumerate(lines):
                sheet.write(60, 80 + 80 * i, text)
            for top, left, right in ((80, 52, 560), (160, 52, 470)):
                box = (left, top + below, right, top + below + thickness - 1)
                ImageDraw.Draw(sheet.image).rectangle(box, "black")
            text = self.read("--layout", "block", self.save("ruled.png", sheet.image))
            self.assertEqual(text.splitlines(), lines, (below, thickness))

    def test_the_dark_head_of_a_table_is_read(self):
        noto = "/usr/share/fonts/truetype/noto/NotoSans-{}.ttf".format
        sheet = Sheet(740, 200)
        draw = ImageDraw.Draw(sheet.image)
        draw.rectangle((24, 24, 623, 44), "#313131")
        sheet.font, sheet.ink = noto("Bold"), "white"
        for x, cell in zip((112, 304, 394, 518), ("Description", "Qty", "Price", "Amount")):
            sheet.write(x, 40, cell, 14)
        sheet.font, sheet.ink = noto("Regular"), "black"
        for baseline, row in ((64, ("Widget, large", "12", "4.50", "54.00")), (92, ("Shipping fee", "1", "7.25", "7.25"))):
            for x, cell in zip((28, 284, 356, 472), row):
                sheet.write(x, baseline, cell, 14)
            draw.rectangle((24, baseline + 9, 623, baseline + 9), "#ddd")
        words = self.read(self.save("table.png", sheet.image)).split()
        self.assertEqual(sorted(words), sorted(text for text, _ in sheet.words))

    def test_regions_are_read_in_their_order(self):
        table, heading = "60,420,940,260", "60,60,900,80"
        page = json.loads(self.read("--json", "--region", table, "--region", heading, self.page))
        self.assertEqual(page["text"], "\n".join("\t".join(row) for row in TABLE) + "\n\n" + HEADING)
        self.assertEqual((page["width"], page["height"]), self.sheet.image.size)
        words = [w for b in page["blocks"] for p in b["paragraphs"] for line in p["lines"] for w in line["words"]]
        for word, (text, box) in zip(words[-2:], self.sheet.words[:2]):
            found = [word["box"][side] for side in ("left", "top", "right", "bottom")]
            self.assertTrue(all(abs(a - b) <= 3 for a, b in zip(found, box)), (text, found, box))
        for wrong, message in (("0,0,1001,10", "within a picture of 1000 x 800"), ("1,2,3", "X,Y,WIDTH,HEIGHT"),
                               ("0,0,0,9", "X,Y,WIDTH,HEIGHT"), ("1,2,3,4,5", "X,Y,WIDTH,HEIGHT")):
            done = longhand("read", "--model", MODEL, "--region", wrong, self.page)
            self.assertEqual(done.returncode, 1, wrong)
            self.assertIn(message, done.stderr.decode())

    def test_wrong_usage_and_wrong_options(self):
        self.assertEqual(longhand("read").returncode, 2)
        for wrong in (("--layout", "page"), ("--orientation", 45)):
            self.assertEqual(longhand("read", *wrong, self.page).returncode, 2)
        done = longhand("read", "--allow", "\u4eac", self.page, self.page)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertEqual(done.stderr.decode().count("allow and deny"), 1)


if __name__ == "__main__":
    unittest.main()
