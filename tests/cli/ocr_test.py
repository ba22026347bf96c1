"""`longhand ocr`: image formats as Tesseract takes them, outputs, options, bad input."""

import json
import os
import struct
import tempfile
import unittest
import zlib
from pathlib import Path

from command import FIXTURES, TESSDATA, longhand, tesseract
from PIL import Image

LINES = FIXTURES / "ocr" / "lines"
MODEL = TESSDATA / "eng.traineddata"


def png(width, height, bits, colour, data):
    """A PNG file whose header and data need not agree."""
    def chunk(kind, body):
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def with_alpha(grey):
    """Black ink whose strength is in the alpha channel alone."""
    image = Image.new("LA", grey.size, 0)
    image.putalpha(grey.point(lambda v: 255 - v))
    return image


def tinted(grey):
    return Image.merge("RGB", (grey, grey.point(lambda v: v * 3 // 4), grey.point(lambda v: 255 - v // 3)))


def sixteen_bits(grey):
    """As a PNG file: Pillow writes no 16-bit grey that every reader takes."""
    rows = b"".join(b"\0" + bytes(b for v in grey.crop((0, y, grey.width, y + 1)).tobytes() for b in (v, 77))
                    for y in range(grey.height))
    return png(grey.width, grey.height, 16, 0, zlib.compress(rows))


class Ocr(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        with Image.open(LINES / "numbers.pgm") as image:
            self.grey = image.copy()

    def run_on(self, *arguments, stdin=b""):
        """As `tesseract --psm 13` reads."""
        return longhand("ocr", "--model", MODEL, "--raw", "--noise", "minstd", *arguments, stdin=stdin)

    def text_of(self, *arguments, stdin=b""):
        done = self.run_on(*arguments, stdin=stdin)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def save(self, name, image, **options):
        path = self.folder / name
        if isinstance(image, bytes):
            path.write_bytes(image)
        else:
            image.save(path, **options)
        return path

    def assert_fails(self, path, message):
        done = self.run_on(path, LINES / "large.pgm")
        self.assertEqual((done.returncode, done.stdout), (1, b"Large print\n"))
        self.assertIn(message, done.stderr.decode())

    def test_takes_pixels_of_every_kind_as_tesseract_does(self):
        grey = self.grey
        images = {"grey": grey, "rgb": tinted(grey), "rgba": with_alpha(grey).convert("RGBA"),
                  "grey with alpha": with_alpha(grey), "palette": tinted(grey).quantize(64),
                  "grey palette": grey.quantize(16), "one bit": grey.point(lambda v: 255 * (v > 128), "1"),
                  "16 bit": sixteen_bits(grey)}
        for name, image in images.items():
            path = self.save(f"{name}.png", image)
            self.assertEqual(self.text_of(path).strip(), tesseract(path, MODEL), name)

    def test_reads_every_format(self):
        expected = self.text_of(LINES / "numbers.pgm")
        self.assertIn("$1,204.50", expected)
        for name in ("a.png", "a.bmp", "a.ppm"):
            self.assertEqual(self.text_of(self.save(name, tinted(self.grey).convert("L").convert("RGB"))),
                             self.text_of(self.save("same.png", tinted(self.grey).convert("L"))), name)
        self.assertEqual(self.text_of(self.save("a.jpg", self.grey, quality=98)), expected)

    def test_reads_stdin(self):
        self.assertEqual(self.text_of("-", stdin=(LINES / "large.pgm").read_bytes()), "Large print\n")

    def test_json_tells_words_symbols_boxes_and_time(self):
        result = json.loads(self.text_of("--json", LINES / "large.pgm"))
        self.assertEqual((result["text"], result["inverted"]), ("Large print", False))
        self.assertEqual([word["text"] for word in result["words"]], ["Large", "print"])
        self.assertEqual((result["width"], result["height"]), (270, 61))
        word = result["words"][0]
        self.assertEqual("".join(symbol["text"] for symbol in word["symbols"]), "Large")
        self.assertEqual(word["box"]["left"], word["symbols"][0]["box"]["left"])
        self.assertTrue(word["from_dictionary"])
        self.assertTrue(90 < word["confidence"] <= 100)
        self.assertGreater(result["milliseconds"], 0)

    def test_json_tells_any_name_of_a_file(self):
        name = 'a "quote", a \\, a tab\t, a bell\a, an é and \udce9, which is a byte that is no UTF-8.pgm'
        path = self.folder / name
        path.write_bytes((LINES / "large.pgm").read_bytes())
        line = self.text_of("--json", path)
        self.assertIn(r'a \"quote\", a \\, a tab\t, a bell\u0007, an é and �, which', line)
        self.assertEqual(json.loads(line)["file"], str(path).replace("\udce9", "�"))

    def test_finds_the_line_in_a_picture_and_tells_of_others(self):
        def read(*arguments):
            return longhand("ocr", "--model", MODEL, *arguments)
        with Image.open(LINES / "prose.pgm") as line:
            wide = Image.new("L", (line.width + 300, line.height * 4), line.getpixel((0, 0)))
            wide.paste(line, (200, line.height * 2))
            margins = self.save("margins.png", wide)
            wide.paste(line, (200, 0))
            two = self.save("two.png", wide)
        text = read(LINES / "prose.pgm").stdout
        done = read(margins)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, text, b""))
        self.assertNotEqual(read("--raw", margins).stdout, text)
        done = read("--json", two)
        self.assertEqual((done.returncode, json.loads(done.stdout)["warnings"]), (0, ["several_lines"]))
        self.assertIn(b"two.png: several lines of text", done.stderr)

    def test_a_blank_picture_has_no_text(self):
        done = longhand("ocr", "--json", "--model", MODEL, self.save("blank.png", Image.new("L", (400, 48), 255)))
        result = json.loads(done.stdout)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual([result[key] for key in ("text", "confidence", "words", "warnings")], ["", 0, [], []])

    def test_many_files_keep_their_order(self):
        names = ["large", "prose", "numbers", "inverted"] * 5
        paths = [LINES / f"{name}.pgm" for name in names]
        rows = [line.split("\t") for line in self.text_of("--tsv", *paths).splitlines()]
        self.assertEqual([row[0] for row in rows], [str(path) for path in paths])
        self.assertEqual([row[2] for row in rows], self.text_of("--jobs", "1", *paths).splitlines())
        self.assertTrue(all(0 < float(row[1]) <= 100 for row in rows))

    def test_allow_and_deny_steer_the_search(self):
        digits = self.text_of("--allow", "0-9", LINES / "numbers.pgm")
        self.assertLessEqual(set(digits), set("0123456789 \n"))
        self.assertNotIn("$", self.text_of("--deny", "$%", LINES / "numbers.pgm"))

    def test_reads_without_dictionary_and_with_the_other_noise(self):
        small = LINES / "small.pgm"
        self.assertNotEqual(self.text_of("--no-dictionary", small), self.text_of(small))
        done = longhand("ocr", "--noise", "lcg", "--raw", small)
        self.assertIn(b"small print", done.stdout)

    def test_refuses_what_is_no_image(self):
        whole = (LINES / "numbers.pgm").read_bytes()
        good = self.save("good.png", self.grey).read_bytes()
        zeros = zlib.compress(bytes(1000))
        cases = [
            ("empty.png", b"", "empty.png: expected a PNG"),
            ("text.png", b"no image at all", "text.png: expected a PNG"),
            ("cut.png", good[:200], "cut.png: expected a PNG"),
            ("cut.pgm", whole[:2000], "cut.pgm: expected at least"),
            ("huge.png", png(30000, 30000, 8, 0, zeros), "33554432 in all, found 30000x30000"),
            ("long.png", png(100000, 1, 8, 0, zeros), "32767 pixels a side"),
            ("tall.png", png(1, 100000, 8, 0, zeros), "found 1x100000"),
            ("lying.png", png(300, 300, 8, 0, zeros), "lying.png: expected a PNG"),
            ("narrow.png", png(1, 40, 8, 0, zlib.compress(bytes(80))), "become 1x36"),
            ("strip.png", png(30000, 2, 8, 0, zlib.compress(bytes(60002))), "expected 3 to 16384 columns"),
        ]
        for name, content, message in cases:
            self.assert_fails(self.save(name, content), message)
        self.assert_fails(self.folder / "missing.png", "missing.png")
        self.assert_fails(self.folder, "is a directory")

    def test_a_damaged_image_ends_in_text_or_a_message(self):
        good = bytearray(self.save("good.jpg", self.grey).read_bytes())
        for at in range(0, len(good), 97):
            damaged = bytes(good[:at]) + bytes([good[at] ^ 0x5A]) + bytes(good[at + 1:])
            done = self.run_on("-", stdin=damaged)
            self.assertIn(done.returncode, (0, 1))
            self.assertEqual(done.returncode == 1, bool(done.stderr), done.stderr)

    def test_a_deflate_bomb_takes_bounded_memory(self):
        pack = zlib.compressobj(9)
        bomb = b"".join(pack.compress(bytes(1 << 20)) for _ in range(600)) + pack.flush()
        self.assert_fails(self.save("bomb.png", png(100, 100, 8, 0, bomb)), "bomb.png: expected a PNG")

    def test_wrong_usage_and_wrong_options(self):
        self.assertEqual(longhand("ocr").returncode, 2)
        self.assertEqual(self.run_on("--json", "--tsv", LINES / "large.pgm").returncode, 2)
        self.assertEqual(self.run_on("--noise", "pink", LINES / "large.pgm").returncode, 2)
        done = self.run_on("--allow", "\u4eac", LINES / "large.pgm", LINES / "prose.pgm")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertEqual(done.stderr.decode().count("allow and deny"), 1)
        done = longhand("ocr", "--model", LINES / "large.pgm", LINES / "large.pgm")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn("large.pgm", done.stderr.decode())


class OwnModel(unittest.TestCase):
    """A network of one's own, and what guides the reading."""

    CODES = FIXTURES / "ocr/codes"
    MODEL = FIXTURES / "ocr/codes.safetensors"

    def read(self, *options, name="code"):
        done = longhand("ocr", "--model", self.MODEL, *options, self.CODES / f"{name}.pgm")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def listed(self, *lines):
        file = tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False)
        self.addCleanup(os.unlink, file.name)
        with file:
            file.write("\n".join(lines) + "\n")
        return file.name

    def test_reads_lines(self):
        self.assertEqual(self.read(), "LH-2041 07/26\n")

    def test_patterns(self):
        patterns = self.listed("# a comment", "<digit>{3}", "<upper>+-<digit>{4} <digit>{2}/<digit>{2}")
        result = json.loads(self.read("--patterns", patterns, "--json"))
        self.assertEqual((result["text"], result["pattern"], result["rejected"]), ("LH-2041 07/26", 1, False))
        result = json.loads(self.read("--patterns", patterns, "--json", name="letters"))
        self.assertEqual((result["text"], result["pattern"], result["rejected"]), ("", -1, True))

    def test_hot_words(self):
        words = self.listed("BROWM\t20")
        self.assertEqual(self.read("--hotwords", words, name="letters"), "QUICK BROWM FOX\n")

    def test_a_model_of_characters(self):
        model = self.listed("\\data\\", "ngram 1=4", "", "\\1-grams:", "-1 <s>", "-1 </s>", "-0.1 W", "-0.1 B",
                            "", "\\end\\")
        read = [self.read("--lm", model, "--lm-weight", weight, name="letters") for weight in ("0", "3")]
        self.assertEqual(read[0], "QUICK BROWN FOX\n")
        self.assertNotEqual(read[1], "QUICK BROWN FOX\n")

    def test_a_mistake_in_a_pattern_is_told(self):
        done = longhand("ocr", "--model", self.MODEL, "--patterns", self.listed("<digits>"), self.CODES / "code.pgm")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b'pattern 1 "<digits>": expected <digit>, <letter>', done.stderr)


if __name__ == "__main__":
    unittest.main()
