"""`longhand cut`: the pictures that a network is trained on are those that it will see."""

import tempfile
import unittest
from pathlib import Path

from command import FIXTURES, longhand

LINE = FIXTURES / "ocr" / "lines" / "prose.pgm"


def read_pgm(path):
    """(width, height, pixels)"""
    magic, size, most, pixels = path.read_bytes().split(b"\n", 3)
    assert (magic, most) == (b"P5", b"255")
    return (*map(int, size.split()), pixels)


def write_pgm(path, width, height, pixels):
    path.write_bytes(b"P5\n%d %d\n255\n%s" % (width, height, pixels))


class Cut(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def cut(self, *files, height=32):
        return longhand("cut", "--height", height, "--to", self.folder, *files)

    def test_a_line_has_the_height_and_reads_the_same_as_it_is(self):
        done = self.cut(LINE, height=36)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        line = self.folder / "prose.pgm"
        width, height, pixels = read_pgm(line)
        self.assertEqual((height, len(pixels)), (36, width * height))
        self.assertEqual(longhand("ocr", "--raw", line).stdout, longhand("ocr", LINE).stdout)

    def test_nothing_is_written_for_a_blank_picture(self):
        blank = self.folder / "white.ppm"
        write_pgm(blank, 60, 40, b"\xff" * 2400)
        done = self.cut(blank)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"no text", done.stderr)
        self.assertFalse((self.folder / "white.pgm").exists())

    def test_a_bad_file_fails_and_the_others_are_cut(self):
        bad = self.folder / "bad.png"
        bad.write_bytes(b"no picture")
        done = self.cut(bad, LINE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"bad.png", done.stderr)
        self.assertTrue((self.folder / "prose.pgm").exists())

    def test_files_that_would_go_to_one_place_are_refused(self):
        done = self.cut(LINE, LINE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"prose.pgm", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_wrong_usage(self):
        self.assertEqual(self.cut(LINE, height=7).returncode, 2)
        self.assertEqual(self.cut(LINE, height=257).returncode, 2)
        self.assertEqual(longhand("cut", "--height", 32, "--to", self.folder / "none", LINE).returncode, 2)


if __name__ == "__main__":
    unittest.main()
