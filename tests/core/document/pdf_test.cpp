#include <gtest/gtest.h>

#include "document/pdf_font.h"
#include "document/pdf_text.h"
#include "sheets.h"

namespace longhand {
namespace {

using document::PdfFont;

bool has(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }

PdfPicture picture_of(const Page& page) {
  static const std::vector<std::uint8_t> kBytes{0xff, 0xd8, 0xff, 0xd9};
  return {.bytes = kBytes, .width = page.width, .height = page.height};
}

std::string text_of(const PageLine& line) {
  PdfFont font;
  return document::pdf_text(page_of({block_of({line})}), font);
}

/// Turned clockwise by a quarter in its picture of 800 pixels' height, whose width was 600.
PageLine turned(const PageLine& line) {
  const auto box = [](const Box& b) { return Box{600 - b.bottom, b.left, 600 - b.top, b.right}; };
  PageLine turned = line;
  for (PagePoint& point : turned.baseline) point = {600 - point.y, point.x};
  for (Word& word : turned.words) {
    word.box = box(word.box);
    for (Symbol& symbol : word.symbols) symbol.box = box(symbol.box);
  }
  return turned;
}

TEST(PdfFont, CodesMeanTheirLetters) {
  PdfFont font;
  EXPECT_EQ(font.code_of("a"), "0001");
  EXPECT_EQ(font.code_of("\xf0\x9f\x99\x82"), "0002");
  EXPECT_EQ(font.code_of("fi"), "0003");
  EXPECT_EQ(font.code_of("a"), "0001");
  EXPECT_EQ(font.glyphs(), 4);
  const std::string map = font.to_unicode();
  EXPECT_TRUE(has(map, "3 beginbfchar\n<0001> <0061>\n<0002> <D83DDE42>\n<0003> <00660069>\n"));
}

TEST(PdfFont, SectionsHaveAtMostAHundredLetters) {
  PdfFont font;
  for (int i = 0; i < 250; ++i) font.code_of(std::to_string(i));
  EXPECT_TRUE(has(font.to_unicode(), "endbfchar\n100 beginbfchar\n<0065>"));
  EXPECT_TRUE(has(font.to_unicode(), "endbfchar\n50 beginbfchar\n<00C9>"));
}

TEST(PdfText, WordsFillTheirBoxes) {
  // Letters of half of 25 pixels in 10 pixels each: 80 %. A space goes with the first word.
  EXPECT_EQ(text_of(line_at(50, 100, "ab c")),
            "BT 3 Tr\n/F 25.0 Tf\n"
            "1.00000 0.00000 0.00000 1.00000 50.0 700.0 Tm 80.00 Tz <000100020003> Tj\n"
            "1.00000 0.00000 0.00000 1.00000 80.0 700.0 Tm 80.00 Tz <0004> Tj\nET\n");
}

TEST(PdfText, RunsAlongItsBaseline) {
  EXPECT_TRUE(has(text_of(turned(line_at(50, 100, "ab"))),
                  "/F 25.0 Tf\n0.00000 -1.00000 1.00000 0.00000 500.0 750.0 Tm 80.00 Tz"));
}

TEST(PdfText, SlopingLinesAreSteps) {
  PageLine line = line_at(0, 100, "aa aa");
  line.baseline = {{{0, 100}, {100, 110}}};
  const std::string text = text_of(line);
  EXPECT_TRUE(has(text, "\n1.00000 0.00000 0.00000 1.00000 -"));
  line.baseline = {{{0, 100}, {100, 150}}};
  EXPECT_TRUE(has(text_of(line), "\n0.89443 -0.44721 0.44721 0.89443 "));
}

/// A word of two letters whose second one stands to the left of its first.
PageLine leftwards(const std::string& first, const std::string& second) {
  PageLine line = line_at(50, 100, "xx");
  std::ranges::reverse(line.words[0].symbols);
  line.words[0].symbols[0].text = first;
  line.words[0].symbols[1].text = second;
  line.text = line.words[0].text = first + second;
  return line;
}

TEST(PdfText, LettersStandFromLeftToRight) {
  const auto shown = [](const std::string& first, const std::string& second) {
    PdfFont font;
    for (const std::string& letter : {first, second}) font.code_of(letter);
    return document::pdf_text(page_of({block_of({leftwards(first, second)})}), font);
  };
  EXPECT_TRUE(has(shown("\xd7\x90", "\xd7\x91"), "<00020001> Tj"));          // Hebrew
  EXPECT_TRUE(has(shown("\xe0\xa4\x95", "\xe0\xa4\xbf"), "<00010002> Tj"));  // a vowel sign of
                                                                             // Hindi
}

TEST(PdfText, ASpaceStandsWhereItsWordEnds) {
  PageLine line = leftwards("\xd7\x90", "\xd7\x91");
  line.words.push_back(line_at(20, 100, "9").words[0]);
  line.text += " 9";
  PdfFont font;
  for (const char* letter : {" ", "\xd7\x91", "\xd7\x90"}) font.code_of(letter);
  EXPECT_TRUE(has(document::pdf_text(page_of({block_of({line})}), font),
                  " 40.0 700.0 Tm 80.00 Tz <000100020003> Tj"));
}

TEST(PdfText, WordsWithoutSpacesLeaveNoGap) {
  PageLine line = line_at(50, 100, "ab cd");
  line.text = "abcd";
  EXPECT_TRUE(has(text_of(line), "50.0 700.0 Tm 120.00 Tz <00010002> Tj"));
}

TEST(PdfText, WordsNeedNoSymbols) {
  PageLine line = line_at(50, 100, "x");
  line.words[0].symbols.clear();
  line.words[0].text = "\xc3\xa9\xff)";
  EXPECT_TRUE(has(text_of(line), "<000100020003> Tj"));
  line.words[0].text = "";
  EXPECT_FALSE(has(text_of(line), "Tj"));
}

TEST(PdfWriter, ObjectsAreWhereItsTableSays) {
  const Page page = page_of({block_of({line_at(50, 100, "ab")})});
  PdfWriter writer;
  std::string file = writer.add(page, picture_of(page));
  file += writer.add(page, picture_of(page));
  file += writer.finish();
  const std::size_t start = std::stoul(file.substr(file.rfind("startxref\n") + 10));
  ASSERT_EQ(file.substr(start, 5), "xref\n");
  int objects = 0;
  for (std::size_t at = file.find("f \n", start) + 3; file.substr(at + 17, 1) == "n"; at += 20) {
    const std::string name = std::to_string(++objects) + " 0 obj\n";
    EXPECT_EQ(file.substr(std::stoul(file.substr(at, 10)), name.size()), name);
  }
  EXPECT_EQ(objects, 8 + 2 * 3);
  EXPECT_TRUE(has(file, "/Count 2"));
}

TEST(PdfWriter, PacksWhatIsNoPicture) {
  const Page page = page_of({block_of({line_at(50, 100, "ab")})});
  PdfWriter writer([](std::string_view) { return std::string("packed"); });
  const std::string file = writer.add(page, picture_of(page)) + writer.finish();
  EXPECT_FALSE(has(file, " Tj") || has(file, "beginbfchar"));
  EXPECT_TRUE(has(file, "<< /Filter /FlateDecode /Length 6 >>\nstream\npacked\nendstream"));
}

TEST(PdfWriter, PagesStandUprightInTheirSize) {
  Page page = page_of({});
  page.orientation = 90;
  PdfPicture picture = picture_of(page);
  EXPECT_TRUE(has(PdfWriter().add(page, picture), "/MediaBox [0 0 631.50 842.00] /Rotate 270"));
  picture.dpi = 144;
  EXPECT_TRUE(has(PdfWriter().add(page, picture), "/MediaBox [0 0 300.00 400.00]"));
  picture.dpi = 1;
  EXPECT_TRUE(has(PdfWriter().add(page, picture), "/MediaBox [0 0 10800.00 14400.00]"));
}

TEST(PdfWriter, TurnsPicturesAsTheyMustBeRead) {
  const Page page = page_of({});
  PdfPicture picture = picture_of(page);
  EXPECT_TRUE(has(PdfWriter().add(page, picture), "q 600.00 0.00 0.00 800.00 0.00 0.00 cm"));
  picture.swapped = picture.from_bottom = true;  // Exif's 6: its right side is stored above
  EXPECT_TRUE(has(PdfWriter().add(page, picture), "q 0.00 -800.00 600.00 0.00 0.00 800.00 cm"));
}

}  // namespace
}  // namespace longhand
