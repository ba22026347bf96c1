"""`longhand read`: hOCR, ALTO, TSV and Markdown, read by other people's programs."""

import csv
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

from command import TESSDATA, longhand, output_of
from pages import HEADING, PROSE, TABLE, overlap, report_page

SCHEMA = Path(__file__).parent / "alto.rng"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def rows_of(tsv):
    return list(csv.DictReader(tsv.decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


class Document(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.sheet = report_page()
        self.page = self.folder / 'a & "b" <c>.png'
        self.sheet.image.save(self.page)

    def read(self, *arguments):
        path = self.folder / "document"
        done = longhand("read", "--model", TESSDATA / "eng.traineddata", "--output", path, *arguments)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        return path

    def assert_words(self, words, least=0.8):
        """Texts and boxes, of one page after the other; `least` is what boxes share with the ink's."""
        written = self.sheet.words * (len(words) // len(self.sheet.words))
        self.assertEqual([text for text, _ in words], [text for text, _ in written])
        for (text, box), (_, drawn) in zip(words, written):
            self.assertGreater(overlap(box, drawn), least, (text, box, drawn))

    def test_hocr_is_xml_of_lines_and_words(self):
        path = self.read("--hocr", self.page, self.page)
        output_of("xmllint", "--noout", path)
        root = ElementTree.parse(path).getroot()
        self.assertEqual(len(root.findall(f".//{XHTML}div[@class='ocr_page']")), 2)
        lines = ["".join(line.itertext()) for line in root.findall(f".//{XHTML}span[@class='ocr_line']")]
        self.assertEqual(lines, [HEADING, *PROSE, *map(" ".join, TABLE)] * 2)
        spans = root.findall(f".//{XHTML}span[@class='ocrx_word']")
        boxes = [span.get("title").split(";")[0].split()[1:] for span in spans]
        self.assert_words([(span.text, tuple(map(int, box))) for span, box in zip(spans, boxes)])
        self.assertIn(str(self.page), root.find(f".//{XHTML}div[@class='ocr_page']").get("title").replace("\\", ""))

    def test_alto_obeys_its_schema(self):
        path = self.read("--alto", self.page, self.page)
        output_of("xmllint", "--noout", "--relaxng", SCHEMA, path)
        strings = ElementTree.parse(path).findall(f".//{ALTO}String")
        places = [[float(string.get(key)) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] for string in strings]
        self.assert_words([(string.get("CONTENT"), (x, y, x + width, y + height))
                           for string, (x, y, width, height) in zip(strings, places)])
        path = self.read("--alto", self.page)
        output_of("xmllint", "--noout", "--relaxng", SCHEMA, path)
        self.assertEqual(ElementTree.parse(path).find(f".//{ALTO}fileName").text, str(self.page))

    def test_tsv_reads_as_tesseracts(self):
        ours = rows_of(self.read("--tsv", self.page, self.page).read_bytes())
        theirs = rows_of(output_of("tesseract", self.page, "-", "--psm", "4", "tsv"))
        self.assertEqual(ours[0].keys(), theirs[0].keys())
        self.assertEqual([row["page_num"] for row in ours if row["level"] == "1"], ["1", "2"])
        for rows, least in ((ours, 0.8), (theirs, 0.4)):
            words = [row for row in rows if row["level"] == "5"]
            places = [[int(row[key]) for key in ("left", "top", "width", "height")] for row in words]
            self.assertTrue(all(0 < float(row["conf"]) <= 100 for row in words))
            self.assert_words([(row["text"], (x, y, x + width, y + height))
                               for row, (x, y, width, height) in zip(words, places)], least)

    def test_markdown_has_headings_and_tables(self):
        html = output_of("cmark-gfm", "-e", "table", self.read("--markdown", self.page, self.page))
        root = ElementTree.fromstring(b"<body>" + html + b"</body>")
        self.assertEqual([heading.text for heading in root.findall("h1")], [HEADING] * 2)
        self.assertEqual([paragraph.text for paragraph in root.findall("p")], ["\n".join(PROSE)] * 2)
        rows = [[cell.text for cell in row] for row in root.find("table").iter("tr")]
        self.assertEqual(rows, TABLE)
        self.assertEqual(len(root.findall("hr")), 1)

    def test_only_one_form_at_a_time(self):
        self.assertEqual(longhand("read", "--hocr", "--tsv", self.page).returncode, 2)


if __name__ == "__main__":
    unittest.main()
