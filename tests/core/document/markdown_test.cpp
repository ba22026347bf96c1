#include <gtest/gtest.h>

#include "sheets.h"

namespace longhand {
namespace {

const std::string kLong = "a line of text as long as the block is wide";

std::string markdown(std::vector<Block> blocks, int orientation = 0) {
  Page page = page_of(std::move(blocks));
  page.orientation = orientation;
  return written(kMarkdown, page);
}

TEST(Markdown, LargeLinesAreHeadings) {
  EXPECT_EQ(markdown({block_of({line_at(50, 100, "Title", 50)}),
                      block_of({line_at(50, 160, "Chapter", 30)}),
                      block_of({line_at(50, 200, kLong), line_at(50, 230, "end")}),
                      block_of({line_at(50, 260, "Note", 25)})}),
            "# Title\n\n## Chapter\n\n" + kLong + "\nend\n\n### Note\n\n");
}

TEST(Markdown, APageOfOneSizeHasNoHeading) {
  EXPECT_EQ(markdown({block_of({line_at(50, 100, "Only this", 90)})}), "Only this\n\n");
  EXPECT_EQ(markdown({}), "");
}

TEST(Markdown, LinesThatEndEarlyBreak) {
  EXPECT_EQ(markdown({block_of({line_at(50, 100, "12 Long Street"), line_at(50, 130, kLong),
                                line_at(50, 160, "and its end")})}),
            "12 Long Street\\\n" + kLong + "\nand its end\n\n");
}

TEST(Markdown, RowsOfCellsAreTables) {
  EXPECT_EQ(markdown({block_of({line_at(50, 100, kLong), line_at(50, 140, "Item"),
                                cell_at(300, 140, "Price"), line_at(50, 170, "green tea"),
                                cell_at(310, 170, "1|2"), line_at(50, 200, "the end")})}),
            kLong + "\n\n| Item | Price |\n| --- | --- |\n| green tea | 1\\|2 |\n\nthe end\n\n");
}

TEST(Markdown, ATableMayHaveGapsAndRowsOfOneCell) {
  EXPECT_EQ(
      markdown({block_of({line_at(50, 140, "A"), cell_at(200, 140, "B"), cell_at(300, 140, "C"),
                          line_at(60, 170, "a"), cell_at(300, 170, "c"), line_at(190, 200, "only"),
                          line_at(50, 230, "d"), cell_at(310, 230, "f")})}),
      "| A | B | C |\n| --- | --- | --- |\n| a |  | c |\n|  | only |  |\n| d |  | f |\n\n");
}

TEST(Markdown, OneRowOfCellsIsALine) {
  EXPECT_EQ(markdown({block_of({line_at(50, 140, "left"), cell_at(300, 140, "right")})}),
            "left right\n\n");
}

TEST(Markdown, TablesOfTurnedAndOfRightToLeftPagesReadInOrder) {
  EXPECT_EQ(markdown({block_of({line_at(300, 140, "first"), cell_at(50, 140, "second"),
                                line_at(300, 170, "a"), cell_at(50, 170, "b")})}),
            "| first | second |\n| --- | --- |\n| a | b |\n\n");
  EXPECT_EQ(markdown({block_of({line_at(300, 140, "first"), cell_at(50, 140, "second"),
                                line_at(300, 110, "a"), cell_at(50, 110, "b")})},
                     180),
            "| first | second |\n| --- | --- |\n| a | b |\n\n");
}

TEST(Markdown, EscapesWhatWouldMeanSomething) {
  const auto text = [](const char* line) { return markdown({block_of({line_at(50, 100, line)})}); };
  EXPECT_EQ(text("# no"), "\\# no\n\n");
  EXPECT_EQ(text("- no"), "\\- no\n\n");
  EXPECT_EQ(text("12. no"), "12\\. no\n\n");
  EXPECT_EQ(text("7.50"), "7.50\n\n");
  EXPECT_EQ(text("*a* _b_ `c` [d](e) <f> &amp; a|b ~g~ \\"),
            "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\&amp; a\\|b \\~g\\~ \\\\\n\n");
}

TEST(Markdown, RulesStandBetweenPages) {
  const Page page = page_of({block_of({line_at(50, 100, "one")})});
  const Sheet sheets[] = {{page, "a", 1}, {page, "b", 2}};
  EXPECT_EQ(to_markdown(sheets), "one\n\n---\n\none\n\n");
}

}  // namespace
}  // namespace longhand
