"""`longhand speech`, on tones that a model made for tests takes for letters."""

import array
import ctypes
import ctypes.util
import json
import math
import os
import tempfile
import unittest
import wave
from pathlib import Path

from command import FIXTURES, longhand, text_and_memory

MODEL = FIXTURES / "speech" / "tones.safetensors"
TONES = {" ": 276, "a": 705, "b": 1323, "c": 2213, "d": 3495, "e": 5342}
FORMATS = {"wav": 0x010002, "flac": 0x170002, "ogg": 0x200060, "opus": 0x200064, "mp3": 0x230082,
           "float.wav": 0x010006}


def speak(text, rate=16000):
    """Samples of -1..1: 0.15 s of tone and 0.06 s of silence per letter."""
    samples = [0.0] * int(0.3 * rate)
    for letter in text:
        count = int(0.15 * rate)
        for n in range(count):
            fade = min(1, n / (0.01 * rate), (count - n) / (0.01 * rate))
            samples.append(0.3 * fade * math.sin(2 * math.pi * TONES[letter] * n / rate))
        samples += [0.0] * int(0.06 * rate)
    return samples + [0.0] * int(0.3 * rate)


def pcm(samples):
    return array.array("h", [round(32767 * s) for s in samples]).tobytes()


def write_wave(path, samples, rate=16000, channels=1):
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(pcm([s for s in samples for _ in range(channels)]))
    return path


class SoundInfo(ctypes.Structure):
    _fields_ = [("frames", ctypes.c_int64)] + [
        (name, ctypes.c_int) for name in ("samplerate", "channels", "format", "sections", "seekable")]


def write_sound(path, samples, rate, sound_format):
    """With libsndfile, which the command is linked to anyway."""
    library = ctypes.CDLL(ctypes.util.find_library("sndfile") or "libsndfile.so.1")
    library.sf_open.restype = ctypes.c_void_p
    info = SoundInfo(0, rate, 1, sound_format, 0, 0)
    file = ctypes.c_void_p(library.sf_open(str(path).encode(), 0x20, ctypes.byref(info)))
    assert file, f"libsndfile cannot write {path}"
    for at in range(0, len(samples), 4000):  # in pieces: libsndfile 1.2's Vorbis overflows its stack
        part = samples[at:at + 4000]
        library.sf_writef_float(file, (ctypes.c_float * len(part))(*part), ctypes.c_int64(len(part)))
    library.sf_close(file)
    return path


class Speech(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_on(self, *arguments, stdin=b""):
        return longhand("speech", "--model", MODEL, *arguments, stdin=stdin)

    def text_of(self, *arguments, stdin=b""):
        done = self.run_on(*arguments, stdin=stdin)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def write_lines(self, name, *lines):
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self.folder / name

    def test_reads_every_format_and_rate(self):
        for name, code in FORMATS.items():
            for rate in (16000, 48000) if name == "opus" else (16000, 44100):
                path = write_sound(self.folder / f"{rate}.{name}", speak("ab cad", rate), rate, code)
                self.assertEqual(self.text_of(path), "ab cad\n", path.name)

    def test_mixes_channels(self):
        path = write_wave(self.folder / "stereo.wav", speak("bad"), channels=2)
        self.assertEqual(self.text_of(path), "bad\n")

    def test_reads_a_file_from_stdin(self):
        path = write_wave(self.folder / "a.wav", speak("cab"))
        self.assertEqual(self.text_of("-", stdin=path.read_bytes()), "cab\n")

    def test_reads_raw_samples_from_stdin_and_shows_partial_text(self):
        said = pcm(speak("ab", 8000))
        self.assertEqual(self.text_of("--raw", "8000", "-", stdin=said), "ab\n")
        shown = self.text_of("--raw", "8000", "--partial", "-", stdin=said).splitlines()
        self.assertEqual(shown[-1], "ab")
        self.assertTrue(all(line.startswith("~ ") for line in shown[:-1]))

    def test_json_has_words_times_and_alternatives(self):
        path = write_wave(self.folder / "a.wav", speak("ab cad"))
        result = json.loads(self.text_of("--json", "--alternatives", "3", path))
        self.assertEqual((result["file"], result["text"]), (str(path), "ab cad"))
        self.assertAlmostEqual(result["seconds"], 0.6 + 6 * 0.21)
        (utterance,) = result["utterances"]
        self.assertEqual([word["text"] for word in utterance["words"]], ["ab", "cad"])
        self.assertAlmostEqual(utterance["words"][1]["start"], 0.3 + 3 * 0.21, delta=0.05)
        self.assertEqual(utterance["alternatives"][0]["text"], "ab cad")
        self.assertTrue(0.8 < result["confidence"] <= 1)

    def test_json_with_partial_is_one_line_per_event(self):
        path = write_wave(self.folder / "a.wav", speak("ab"))
        events = [json.loads(line) for line in self.text_of("--json", "--partial", path).splitlines()]
        self.assertEqual([e["type"] for e in events if e["type"] != "partial"], ["final", "endpoint"])
        self.assertEqual(events[-1]["reason"], "finished")

    def test_many_files_keep_their_order(self):
        names = ["ab", "bad", "cab", "dead", "bee"]
        paths = [write_wave(self.folder / f"{name}.wav", speak(name)) for name in names]
        self.assertEqual(self.text_of(*paths), "".join(f"{name}\n" for name in names))
        rows = [line.split("\t") for line in self.text_of("--tsv", *paths).splitlines()]
        self.assertEqual([(row[0], row[2]) for row in rows], [(str(p), n) for p, n in zip(paths, names)])

    def test_a_bad_file_among_many_does_not_stop_the_others(self):
        good = write_wave(self.folder / "good.wav", speak("ab"))
        bad = self.folder / "bad.wav"
        bad.write_bytes(b"no sound at all")
        done = self.run_on(bad, good, self.folder / "missing.wav")
        self.assertEqual((done.returncode, done.stdout), (1, b"ab\n"))
        self.assertIn(b"bad.wav: expected WAV, FLAC, Ogg or MP3", done.stderr)
        self.assertIn(b"missing.wav", done.stderr)

    def test_phrases_hotwords_and_language_model(self):
        path = write_wave(self.folder / "a.wav", speak("ab cad"))
        phrases = self.write_lines("phrases", "# commands", "ab [dead] cad", "bee")
        self.assertEqual(self.text_of("--phrases", phrases, path), "ab cad\n")
        other = self.write_lines("other", "bee")
        self.assertEqual(self.text_of("--phrases", other, path), "\n")
        hot = self.write_lines("hot", "AB\t5", "cad")
        self.assertEqual(self.text_of("--hotwords", hot, path), "ab cad\n")
        arpa = self.write_lines("lm.arpa", "\\data\\", "ngram 1=2", "", "\\1-grams:", "-1\tab", "-1\tcad",
                                "", "\\end\\")
        self.assertEqual(self.text_of("--lm", arpa, path), "ab cad\n")

    def test_lists_are_taken_as_editors_write_them(self):
        path = write_wave(self.folder / "a.wav", speak("ab cad"))
        arpa = "\\data\\\nngram 1=2\n\n\\1-grams:\n-1\tab\n-1\tcad\n\n\\end\\\n"
        for name, change in {
                "byte order mark": lambda text: "\ufeff" + text,
                "carriage returns": lambda text: text.replace("\n", "\r\n"),
                "no last line end": lambda text: text.rstrip("\n"),
                "trailing spaces": lambda text: text.replace("\n", " \t\n")}.items():
            for option, text in (("--phrases", "# commands\nab [dead] cad\n"),
                                 ("--hotwords", "# names\nab\t5\ncad\n"), ("--lm", arpa)):
                with self.subTest(name, option=option):
                    (self.folder / "list").write_bytes(change(text).encode())
                    self.assertEqual(self.text_of(option, self.folder / "list", path), "ab cad\n")
        for option in ("--phrases", "--hotwords"):
            for text in ("ab\u00a0cad\n", "\u3000ab  cad\u00a0\n", "bee\rab cad\r", "ab cad\t\n"):
                with self.subTest(text, option=option):
                    (self.folder / "list").write_bytes(text.encode())
                    self.assertEqual(self.text_of(option, self.folder / "list", path), "ab cad\n")

    def test_what_nobody_sees_in_a_list_is_named(self):
        path = write_wave(self.folder / "a.wav", speak("ab"))
        for option, content, message in (
                ("--phrases", "ab\nbee\ncab ad\u200b\n".encode(), "U+200B (zero width space) at column 7 of phrase 3"),
                ("--hotwords", "ab\u200d\t5".encode(), "U+200D (zero width joiner) at column 3 of hot word 1"),
                ("--hotwords", "ab\ncad\tmuch\n".encode(), 'line 2: expected TEXT or TEXT<tab>BOOST, found "cad much"'),
                ("--phrases", "cafe\u0301".encode(), "U+0301 (combining mark) at column 5 of phrase 1"),
                ("--phrases", "ab".encode("utf-16"), 'found text in UTF-16 or UTF-32 "ab": save it as UTF-8'),
                ("--hotwords", "élève et maître".encode("latin-1"), "found text that is not UTF-8"),
                ("--phrases", b"PK\x03\x04\x14\0\0\0", "expected lines of UTF-8 text, found a zip archive"),
                ("--phrases", b"\xef\xbb\xbf# nothing\r\n", "expected phrases, found none"),
                ("--lm", "\\data\\\n".encode("utf-16"), "found text in UTF-16 or UTF-32")):
            with self.subTest(message):
                (self.folder / "list").write_bytes(content)
                done = self.run_on(option, self.folder / "list", path)
                self.assertEqual((done.returncode, done.stdout), (1, b""))
                self.assertIn(message, done.stderr.decode())
        for option in ("--allow", "--deny"):
            done = self.run_on(option, "a\u200bd", path)
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"U+200B (zero width space) at column 2 of {option[2:]}".encode(), done.stderr)

    @unittest.skipIf(os.environ.get("LONGHAND_SANITIZED") == "ON", "sanitizers keep what was freed")
    def test_three_hours_take_the_memory_of_one_minute(self):
        rate = 8000
        said = speak("ab cad", rate)
        minute = pcm(said + [0.0] * (60 * rate - len(said)))
        memory = {}
        for minutes in (1, 180):
            path = self.folder / f"{minutes}.wav"
            with wave.open(str(path), "wb") as file:
                file.setparams((1, 2, rate, 0, "NONE", ""))
                for _ in range(minutes):
                    file.writeframes(minute)
            text, memory[minutes] = text_and_memory("speech", "--model", MODEL, path)
            self.assertEqual(text, "ab cad\n" * minutes)
        self.assertLess(memory[180], memory[1] + 4 * 1024)

    def test_says_what_is_wrong(self):
        path = write_wave(self.folder / "a.wav", speak("ab"))
        wrong = self.write_lines("phrases", "(ab")
        for code, message, arguments in (
                (1, b"phrase 1", ("--phrases", wrong, path)),
                (1, b"the model cannot write", ("--hotwords", self.write_lines("hot", "xyz"), path)),
                (1, b"a word in each line, found text", ("--lm", self.write_lines("lm", "two words"), path)),
                (1, b"beam: expected 1 to 1000", ("--beam", "0", path)),
                (2, b"--raw", ("--raw", "8000", path)),
                (2, b"--partial", ("--partial", path, path)),
                (2, b"FILE", ())):
            done = self.run_on(*arguments)
            self.assertEqual(done.returncode, code, arguments)
            self.assertIn(message, done.stderr)
            self.assertEqual(done.stdout, b"")


if __name__ == "__main__":
    unittest.main()
