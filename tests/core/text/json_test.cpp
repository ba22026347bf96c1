#include "text/json.h"

#include <gtest/gtest.h>

#include "text/json_fields.h"

namespace longhand::text {
namespace {

using namespace std::string_literals;

TEST(Json, ReadsEveryKindOfValue) {
  const auto json = parse_json(
      R"( {"text": "a\u00e9\ud83d\ude00\n", "number": -1.5e3, "yes": true, "none": null, "list": [1, [], {}]} )",
      3);
  ASSERT_TRUE(json.has_value()) << json.error().message;
  EXPECT_EQ(*(*json)["text"].text(), "a\u00e9\U0001f600\n");
  EXPECT_EQ(*(*json)["number"].number(), -1500);
  EXPECT_TRUE(*(*json)["yes"].boolean());
  EXPECT_TRUE((*json)["none"].is_null());
  EXPECT_TRUE((*json)["missing"].is_null());
  EXPECT_EQ((*json)["list"].items()->size(), 3u);
  EXPECT_EQ((*json)["list"].shown(), "[1,[],{}]");
  EXPECT_EQ((*json)["number"]["of a number"].shown(), "null");
}

TEST(Json, WholeNumbersAreThoseThatADoubleHolds) {
  const auto json = parse_json("[0, 9007199254740992, 3.0, -1, 0.5, 18446744073709551615, \"1\"]",
                               1);
  ASSERT_TRUE(json.has_value());
  const Json::Items& items = *json->items();
  EXPECT_EQ(items[0].whole(), 0u);
  EXPECT_EQ(items[1].whole(), 9007199254740992u);
  EXPECT_EQ(items[2].whole(), 3u);
  for (int i = 3; i < 7; ++i) EXPECT_FALSE(items[i].whole()) << i;
}

TEST(Json, WhatIsNoneIsRefused) {
  struct Case {
    std::string text, message;
  };
  const Case cases[] = {
      {"", "is no JSON from byte 0 on"},
      {"{\"a\": 1", "is no JSON from byte 7 on"},
      {"[1, 2] 3", "is no JSON from byte 7 on"},
      {"[1,]", "is no JSON from byte 3 on"},
      {"[1]\0[2]"s, "is no JSON from byte 3 on"},
      {"[\"\xff\"]", "is no JSON from byte 2 on"},
      {"[\"\\ud83d\"]", "is no JSON from byte 2 on"},
      {"[NaN]", "is no JSON from byte 1 on"},
      {"[1e999]", "is no JSON from byte 1 on"},
      {"[[[[1]]]]", "is nested more than 3 deep"},
      {"{\"a\": {\"b\": 1, \"c\": 2, \"b\": 3}}", "gives \"b\" twice"},
      {std::string(1 << 20, '['), "is nested more than 3 deep"},
  };
  for (const Case& c : cases) {
    const auto json = parse_json(c.text, 3);
    ASSERT_FALSE(json.has_value()) << c.message;
    EXPECT_EQ(json.error().message, c.message);
    EXPECT_EQ(json.error().code, ErrorCode::invalid_model);
  }
}

TEST(JsonFields, TellOfTheFirstMistake) {
  const auto json = parse_json(
      R"({"part": {"size": 3, "name": 7, "flag": 1, "list": [1, 2], "names": ["a", ""]}})", 3);
  ASSERT_TRUE(json.has_value());
  const auto mistake = [&](auto read) {
    std::optional<Error> error;
    JsonFields part = JsonFields(*json, "", error).object("part");
    read(part);
    part.text("name");  // another mistake
    return error->message;
  };
  const auto expect = [&](auto read, const std::string& message) {
    EXPECT_EQ(mistake(read), "metadata: part." + message);
  };
  expect([](JsonFields& part) { part.whole("size", 4, 9); },
         "size: expected a whole number of 4 to 9, found 3");
  expect([](JsonFields& part) { part.number("name", 8, 9); },
         "name: expected a number of 8 to 9, found 7");
  expect([](JsonFields& part) { part.number("nothing", 8, 9); },
         "nothing: expected a number of 8 to 9, found nothing");
  expect([](JsonFields& part) { part.boolean("flag"); }, "flag: expected true or false, found 1");
  expect([](JsonFields& part) { part.numbers("list", 3, 0, 1); },
         "list: expected 3 numbers of 0 to 1, found [1,2]");
  expect([](JsonFields& part) { part.texts("names", 3, 9); },
         "names: expected 3 to 9 texts, found [\"a\",\"\"]");
  expect([](JsonFields& part) { part.object("size"); }, "size: expected an object, found 3");
  expect([](JsonFields& part) { part.demand("size", 4.0); }, "size: expected 4, found 3");
}

TEST(JsonFields, WhatIsMissingMayHaveADefault) {
  const Json empty{Json::Members()};
  std::optional<Error> error;
  JsonFields fields(empty, "", error);
  EXPECT_EQ(fields.whole("size", 1, 9, 5), 5);
  EXPECT_TRUE(fields.boolean("flag", true));
  EXPECT_FALSE(error);
}

}  // namespace
}  // namespace longhand::text
