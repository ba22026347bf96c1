#include <gtest/gtest.h>

#include "sheets.h"

namespace longhand {
namespace {

TEST(Tsv, HasTesseractsColumnsAndLevels) {
  const Page page = page_of({block_of({line_at(50, 100, "tea"), cell_at(300, 100, "2")}),
                             block_of({line_at(50, 140, "milk")})});
  EXPECT_EQ(written(kTsv, page),
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\t"
            "conf\ttext\n"
            "1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t\n"
            "2\t1\t1\t0\t0\t0\t50\t50\t440\t700\t-1\t\n"
            "3\t1\t1\t1\t0\t0\t50\t50\t440\t700\t-1\t\n"
            "4\t1\t1\t1\t1\t0\t50\t80\t260\t20\t-1\t\n"
            "5\t1\t1\t1\t1\t1\t50\t80\t30\t20\t90.000\ttea\n"
            "5\t1\t1\t1\t1\t2\t300\t80\t10\t20\t90.000\t2\n"
            "2\t1\t2\t0\t0\t0\t50\t50\t440\t700\t-1\t\n"
            "3\t1\t2\t1\t0\t0\t50\t50\t440\t700\t-1\t\n"
            "4\t1\t2\t1\t1\t0\t50\t120\t40\t20\t-1\t\n"
            "5\t1\t2\t1\t1\t1\t50\t120\t40\t20\t90.000\tmilk\n");
}

TEST(Tsv, KeepsAWordInItsField) {
  PageLine line = line_at(50, 100, "x");
  line.words[0].text = "a\tb\nc\"\xff";
  const std::string tsv = written(kTsv, page_of({block_of({line})}));
  EXPECT_TRUE(tsv.ends_with("\ta b c\"\xef\xbf\xbd\n"));
}

}  // namespace
}  // namespace longhand
