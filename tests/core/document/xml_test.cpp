#include <gtest/gtest.h>

#include "sheets.h"

namespace longhand {
namespace {

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

bool has(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }

TEST(Hocr, TellsLinesWordsAndPlaces) {
  const std::string html = written(kHocr, page_of({block_of({line_at(50, 100, "one two")})}));
  EXPECT_TRUE(has(html, "title=\"image &quot;a.png&quot;; bbox 0 0 600 800; ppageno 0\""));
  EXPECT_TRUE(has(html, "id=\"line_1_1\" title=\"bbox 50 80 120 100; baseline 0.000 0\""));
  EXPECT_TRUE(has(html, "title=\"bbox 50 80 80 100; x_wconf 90\">one</span> <span"));
  EXPECT_TRUE(has(html, "title=\"bbox 90 80 120 100; x_wconf 90\">two</span></span>"));
}

TEST(Hocr, TellsHowALineSlopes) {
  PageLine line = line_at(100, 200, "slope");
  line.baseline = {{{90, 189}, {190, 194}}};
  const std::string html = written(kHocr, page_of({block_of({line})}));
  EXPECT_TRUE(has(html, "; baseline 0.050 -10\""));
}

TEST(Hocr, TellsByWhatAngleTextIsTurned) {
  Page page = page_of({block_of({line_at(50, 100, "down")})});
  page.orientation = 90;
  const std::string html = written(kHocr, page);
  EXPECT_TRUE(has(html, "; textangle 270\""));
  EXPECT_FALSE(has(html, "baseline"));
}

TEST(Xml, CellsShareALine) {
  const Page page = page_of(
      {block_of({line_at(50, 100, "tea"), cell_at(300, 100, "2"), line_at(50, 140, "milk")})});
  const std::string html = written(kHocr, page), alto = written(kAlto, page);
  EXPECT_EQ(count(html, "ocr_line\""), 2u);
  EXPECT_TRUE(has(html, "title=\"bbox 50 80 310 100;"));
  EXPECT_EQ(count(alto, "<TextLine"), 2u);
  EXPECT_TRUE(has(alto, "BASELINE=\"50.0,100.0 310.0,100.0\""));
}

TEST(Xml, ScriptsWithoutSpacesKeepTheirs) {
  PageLine line = line_at(50, 100, "ab cd");
  line.text = "abcd";
  const Page page = page_of({block_of({line})});
  EXPECT_TRUE(has(written(kHocr, page), ">ab</span><span"));
  EXPECT_FALSE(has(written(kAlto, page), "<SP/>"));
}

TEST(Xml, EscapesWhatIsRead) {
  PageLine line = line_at(50, 100, "x");
  line.words[0].text = "<b>&\"\x01\xff";
  const Page page = page_of({block_of({line})});
  for (const Format& format : {kHocr, kAlto}) {
    const std::string text = written(format, page, "<a>&\"b\".png");
    EXPECT_TRUE(has(text, "&lt;b&gt;&amp;&quot;\xef\xbf\xbd\xef\xbf\xbd"));
    EXPECT_FALSE(has(text, "<b>"));
    EXPECT_FALSE(has(text, "<a>"));
  }
  EXPECT_TRUE(has(written(kHocr, page, "a\"b"), "image &quot;a\\&quot;b&quot;;"));
}

TEST(Alto, HasNoLineWithoutWords) {
  EXPECT_FALSE(has(written(kAlto, page_of({block_of({line_at(50, 100, "")})})), "<TextLine"));
}

TEST(Documents, NumberTheirPages) {
  const Page page = page_of({block_of({line_at(50, 100, "one")})});
  const Sheet sheets[] = {{page, "a.png", 1}, {page, "b.png", 2}};
  for (const std::string& text : {to_hocr(sheets), to_alto(sheets)}) {
    EXPECT_EQ(count(text, "\"page_1\""), 1u);
    EXPECT_EQ(count(text, "\"word_2_1\""), 1u);
  }
  EXPECT_FALSE(has(to_alto(sheets), "fileName"));
  EXPECT_TRUE(has(written(kAlto, page), "<fileName>a.png</fileName>"));
}

}  // namespace
}  // namespace longhand
