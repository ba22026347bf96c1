"""`longhand info` and `longhand slim`."""

import bz2
import gzip
import json
import lzma
import os
import pickle
import struct
import subprocess
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

from command import FIXTURES, TESSDATA, longhand, tesseract

ENG = TESSDATA / "eng.traineddata"


class Usage(unittest.TestCase):
    def test_no_command_is_wrong_usage(self):
        done = longhand()
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"--help", done.stderr)

    def test_wrong_option_is_wrong_usage(self):
        self.assertEqual(longhand("info", ENG, "--frobnicate").returncode, 2)

    def test_help_tells_commands_and_exit_codes(self):
        done = longhand("--help")
        self.assertEqual(done.returncode, 0)
        for word in (b"info", b"slim", b"Exit code"):
            self.assertIn(word, done.stdout)

    def test_each_command_has_help_with_an_example(self):
        for command in ("info", "slim"):
            done = longhand(command, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertIn(f"Example: longhand {command}".encode(), done.stdout)

    def test_version(self):
        self.assertRegex(longhand("--version").stdout, rb"^longhand \d+\.\d+\.\d+\n$")


class Info(unittest.TestCase):
    def test_text_shows_network_and_characters(self):
        done = longhand("info", ENG)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        text = done.stdout.decode()
        self.assertIn("[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c111]", text)
        self.assertIn("112 (Common 58, Latin 54)", text)
        self.assertIn("338080 entries", text)
        self.assertIn('LSTM "Lfx192" 96 -> 192', text)

    def test_json_has_the_same_facts(self):
        info = json.loads(longhand("info", "--json", ENG).stdout)
        self.assertEqual(info["kind"], "tesseract")
        self.assertEqual(info["labels"], 111)
        self.assertEqual(info["file_size"], ENG.stat().st_size)
        self.assertEqual(sum(part["size"] for part in info["parts"]), ENG.stat().st_size - 196)
        self.assertEqual(info["layers"]["children"][-1]["outputs"], 111)

    def test_reads_gzip_from_stdin(self):
        plain = ENG.read_bytes()
        done = longhand("info", "--json", "-", stdin=gzip.compress(plain, 1))
        self.assertEqual(json.loads(done.stdout)["file_size"], len(plain))

    def test_reads_gzip_of_several_members(self):
        plain = ENG.read_bytes()
        packed = gzip.compress(plain[:1000]) + gzip.compress(plain[1000:], 1)
        self.assertEqual(longhand("info", "-", stdin=packed).returncode, 0)

    def test_failures_are_messages_with_exit_code_1(self):
        packed = gzip.compress(ENG.read_bytes()[:9000])
        cases = [
            (("info", "/nonexistent"), b"", b"cannot open /nonexistent: No such file"),
            (("info", "/"), b"", b"/ is a directory"),
            (("info", "-"), b"", b"stdin: expected a .traineddata or .safetensors model, found an empty file"),
            (("info", "-"), b"<!DOCTYPE html><html>", b"found an HTML page \"<!DOCTYPE html><html>\": did the server"),
            (("info", "-"), packed, b"stdin: traineddata"),
            (("info", "-"), packed[:-10], b"stdin: damaged or truncated gzip data"),
            (("info", TESSDATA / "osd.traineddata"), b"", b"legacy engine"),
        ]
        for arguments, stdin, message in cases:
            with self.subTest(message=message):
                done = longhand(*arguments, stdin=stdin)
                self.assertEqual((done.returncode, done.stdout), (1, b""))
                self.assertTrue(done.stderr.startswith(b"longhand: "))
                self.assertIn(message, done.stderr)

    def test_full_disk_is_noticed(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([os.environ["LONGHAND_COMMAND"], "info", ENG], stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"cannot write to stdout", done.stderr)


def other_models(folder):
    """Files that are no models of ours, made by other programs, with what they are called."""
    text = b"a model that was packed " * 20
    yield lzma.compress(text), "xz data: unpack it first"
    yield bz2.compress(text), "bzip2 data: unpack it first"
    yield gzip.compress(gzip.compress(text)), "gzip data: unpack it first"
    (folder / "a.traineddata").write_bytes(text)
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.write(folder / "a.traineddata", "a.traineddata")
    yield (folder / "a.zip").read_bytes(), "a zip archive: unpack it first"
    with tarfile.open(folder / "a.tar", "w") as archive:
        archive.add(folder / "a.traineddata", "a.traineddata")
    yield (folder / "a.tar").read_bytes(), "a tar archive: unpack it first"
    yield pickle.dumps({"fc.weight": [1.0]}), "a pickle of Python"
    subprocess.run(["combine_tessdata", "-e", ENG, folder / "eng.lstm"], capture_output=True, check=True)
    yield (folder / "eng.lstm").read_bytes(), "the component lstm of a Tesseract model"
    yield "<html>文</html>".encode("utf-16"), 'an HTML page "<html>文</html>"'
    yield b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "git lfs pull"
    yield "文件不存在\n".encode(), 'text "文件不存在 "'
    yield "文件不存在，请检查网址。\n".encode("gbk") * 2, "text that is not UTF-8"


class OtherModels(unittest.TestCase):
    def test_every_command_says_what_they_are(self):
        with tempfile.TemporaryDirectory() as folder:
            for content, found in other_models(Path(folder)):
                commands = (("info", "-"), ("slim", "-", "-"), ("quantize", "-", "-"),
                            ("speech", "--model", "-", "x.wav"), ("ocr", "--model", "-", "x.png"))
                for command in commands:
                    with self.subTest(command=command, found=found):
                        done = longhand(*command, stdin=content)
                        self.assertEqual((done.returncode, done.stdout), (1, b""))
                        self.assertRegex(done.stderr.decode(), "^longhand: stdin: .*expected .*, found ")
                        self.assertIn(found, done.stderr.decode())

    def test_a_model_in_the_wrong_place_is_sent_to_the_right_one(self):
        tones = FIXTURES / "speech/tones.safetensors"
        for command, message in (
                (("ocr", "--model", tones, "x.png"), b"load it with createSpeech, loadSpeech or longhand speech"),
                (("speech", "--model", ENG, "x.wav"), b"load it with createOcr, loadOcr or longhand ocr"),
                (("speech", "--model", tones, "--lm", ENG, "x.wav"), b"language model: expected an ARPA file or a word in each line, found")):
            done = longhand(*command)
            self.assertEqual((done.returncode, done.stdout), (1, b""))
            self.assertIn(message, done.stderr)


class UnusedTensors(unittest.TestCase):
    """A network with a LayerNorm that its description does not name."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        whole = (FIXTURES / "speech/tones.safetensors").read_bytes()
        size = struct.unpack("<Q", whole[:8])[0]
        header = json.loads(whole[8:8 + size])
        data = whole[8 + size:]
        for name in ("norm.bias", "norm.weight"):
            header[name] = {"dtype": "F32", "shape": [2], "data_offsets": [len(data), len(data) + 8]}
            data += bytes(8)
        text = json.dumps(header).encode()
        self.model = Path(folder.name) / "norm.safetensors"
        self.model.write_bytes(struct.pack("<Q", len(text)) + text + data)

    def test_info_warns(self):
        done = longhand("info", self.model)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"unused      norm.bias, norm.weight\n", done.stdout)
        self.assertIn(b"warning: 2 unused tensors", done.stderr)
        info = json.loads(longhand("info", "--json", self.model).stdout)
        self.assertEqual(info["unused"], ["norm.bias", "norm.weight"])

    def test_loading_and_quantizing_refuse(self):
        for command in (("speech", "--model", self.model, "x.wav"), ("quantize", self.model, "-")):
            done = longhand(*command)
            self.assertEqual((done.returncode, done.stdout), (1, b""))
            self.assertIn(b'found none for "norm.bias", "norm.weight": describe the layer', done.stderr)


class Slim(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def slim(self, source, *options):
        slimmed = self.folder / f"{source.stem}_slim{len(options)}.traineddata"
        done = longhand("slim", source, slimmed, *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([entry.name for entry in self.folder.glob("*.part")], [])
        return slimmed

    def test_tesseract_reads_the_same_text(self):
        for name, image in (("eng", "prose"), ("ara", "arabic"), ("chi_sim", "chinese"), ("hin", "hindi")):
            with self.subTest(model=name):
                model = TESSDATA / f"{name}.traineddata"
                line = FIXTURES / "ocr/lines" / f"{image}.pgm"
                self.assertEqual(tesseract(line, self.slim(model)), tesseract(line, model))

    def test_tesseract_reads_without_the_word_lists(self):
        slimmed = self.slim(ENG, "--no-dictionary")
        self.assertLess(slimmed.stat().st_size, 420_000)
        self.assertIn("bright cold day", tesseract(FIXTURES / "ocr/lines/prose.pgm", slimmed))

    def test_packed_source_and_stdout(self):
        done = longhand("slim", "-", "-", "--no-dictionary", stdin=gzip.compress(ENG.read_bytes(), 1))
        self.assertEqual(done.stdout, self.slim(ENG, "--no-dictionary").read_bytes())

    def test_no_half_written_file_is_left(self):
        done = longhand("slim", ENG, self.folder / "missing" / "out.traineddata")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"cannot write", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
