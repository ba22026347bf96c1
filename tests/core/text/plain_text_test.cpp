#include "text/plain_text.h"

#include <gtest/gtest.h>

namespace longhand::text {
namespace {

using namespace std::string_literals;

Result<std::string> plain(std::string_view text, std::string_view written = "") {
  return plain_text(text, "phrase 3", [written](std::string_view character) {
    return written.find(character) != written.npos;
  });
}

TEST(PlainText, TakesWhatIsHarmless) {
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"cab ad", "cab ad"},
      {"\ufeffcab ad", "cab ad"},
      {"\ufeff", ""},
      {"cab\u00a0ad", "cab ad"},
      {"cab\tad\r", "cab ad "},
      {"\u3000cab\u2009ad\u202f\u2028", " cab ad  "},
      {"na\u00efve \u4f60", "na\u00efve \u4f60"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(plain(text).value(), expected) << text;
}

TEST(PlainText, NamesTheRestByCodePointAndColumn) {
  const std::string model = " of phrase 3: the model does not write it; ";
  const std::pair<std::string, std::string> cases[] = {
      {"caf\u00e9 a\u200bd", "U+200B (zero width space) at column 7" + model + "delete it"},
      {"\ufeffa\ufeffb", "U+FEFF (byte order mark) at column 2" + model + "delete it"},
      {"\u200eab", "U+200E (direction mark) at column 1" + model + "delete it"},
      {"a\u00ad", "U+00AD (soft hyphen) at column 2" + model + "delete it"},
      {"a\0b"s, "U+0000 (control character) at column 2" + model + "delete it"},
      {"cafe\u0301", "U+0301 (combining mark) at column 5" + model +
                         "write the letter and its mark as one character (NFC)"},
      {"ab\xe9", "a byte that is no UTF-8 at column 3 of phrase 3: expected UTF-8"},
  };
  for (const auto& [text, message] : cases) {
    const auto failed = plain(text);
    ASSERT_FALSE(failed) << message;
    EXPECT_EQ(failed.error().code, ErrorCode::invalid_option);
    EXPECT_EQ(failed.error().message, message);
  }
}

TEST(PlainText, KeepsWhatTheModelWrites) {
  const std::string text = "a\u200cb\u00a0e\u0301";
  EXPECT_EQ(plain(text, "\u200c\u00a0\u0301").value(), text);
}

}  // namespace
}  // namespace longhand::text
