#include "text/permitted.h"

#include <gtest/gtest.h>

namespace longhand::text {
namespace {

const std::string kTexts[] = {"", " ", "a", "b", "z", "-", "0", "क्ष", "ж"};

/// The texts that remain, joined; what is wrong otherwise.
std::string left(const std::string& allow, const std::string& deny) {
  const auto flags = permitted(kTexts, allow, deny);
  if (!flags) return flags.error().message;
  std::string text;
  for (std::size_t n = 0; n < std::size(kTexts); ++n) {
    if (flags->empty() || (*flags)[n]) text += kTexts[n];
  }
  return text;
}

TEST(Permitted, LeavesWhatAllowAndDenySay) {
  const std::string none =
      "allow and deny: expected to leave at least one of the model's 7 "
      "characters, found none";
  const struct {
    const char *allow, *deny;
    std::string left;
  } cases[] = {
      {"", "", " abz-0क्षж"},
      {"\ufeff", "", " abz-0क्षж"},
      {"ab", "", " ab"},
      {"a-z", "b-c", " az"},
      {"+-/a", "", " a-"},
      {"", "ab ", "z-0क्षж"},
      {"aक", "", " a"},
      {"क्ष", "", " क्ष"},
      {"", "ष", " abz-0ж"},
      {"a\u00a0\r", "", " a"},
      {"q", "", none},
      {"a", "a", none},
      {" ", "", none},
      {"", "a-z0--क्षж", none},
      {"\xff", "", "a byte that is no UTF-8 at column 1 of allow: expected UTF-8"},
      {"", "ab\u200b",
       "U+200B (zero width space) at column 3 of deny: the model does not write it; delete it"},
  };
  for (const auto& [allow, deny, expected] : cases) {
    EXPECT_EQ(left(allow, deny), expected) << allow << " | " << deny;
  }
}

TEST(Permitted, IsEmptyWhereNothingIsSaid) {
  EXPECT_TRUE(permitted(kTexts, "", "").value().empty());
  EXPECT_EQ(permitted(kTexts, "", "q").value(), std::vector<std::uint8_t>(std::size(kTexts), 1));
}

}  // namespace
}  // namespace longhand::text
