#include "formats/tesseract_dawg.h"

#include <gtest/gtest.h>

#include <string>

#include "formats/tiny_model.h"

namespace longhand::formats {
namespace {

using longhand::testing::TinyModel;
constexpr std::uint64_t kLast = 1, kBackward = 2, kWord = 4;

Dawg read(const std::vector<std::uint8_t>& bytes, std::string* message = nullptr) {
  ByteReader reader(bytes, "list");
  Dawg dawg = read_tesseract_dawg(reader);
  if (message) *message = reader.error().message;
  return dawg;
}

Dawg graph(const std::vector<std::uint64_t>& edges) {
  return read(TinyModel{}.dawg_component(edges));
}

std::string error_of(const std::vector<std::uint8_t>& bytes) {
  std::string message;
  read(bytes, &message);
  return message;
}

TEST(Dawg, CountsWords) {
  EXPECT_EQ(count_words(graph({TinyModel::edge(3, kWord | kLast)})), 1u);
  // a -> {b$, c -> d$}, e$ -> f$
  EXPECT_EQ(
      count_words(graph({TinyModel::edge(1, 0, 2), TinyModel::edge(5, kWord | kLast, 5),
                         TinyModel::edge(2, kWord), TinyModel::edge(3, kLast, 4),
                         TinyModel::edge(4, kWord | kLast), TinyModel::edge(6, kWord | kLast)})),
      4u);
}

TEST(Dawg, CountsSharedEndingsOncePerWord) {
  // {a, b} -> c -> d$
  EXPECT_EQ(count_words(graph({TinyModel::edge(1, 0, 2), TinyModel::edge(2, kLast, 2),
                               TinyModel::edge(3, kLast, 3), TinyModel::edge(4, kWord | kLast)})),
            2u);
}

TEST(Dawg, SkipsBackwardEdgesAndEmptySlots) {
  const std::uint64_t empty = ~std::uint64_t{0} << 7;
  EXPECT_EQ(count_words(graph({TinyModel::edge(1, kWord), TinyModel::edge(2, kBackward | kWord)})),
            1u);
  EXPECT_EQ(count_words(graph({empty, TinyModel::edge(2, kWord | kLast)})), 1u);
}

TEST(Dawg, CountsACycleWithoutEnd) {
  EXPECT_EQ(
      count_words(graph({TinyModel::edge(1, kLast, 1), TinyModel::edge(2, kWord | kLast, 1)})), 1u);
}

TEST(Dawg, CountsAGraphOfExponentiallyManyWordsAtOnce) {
  std::vector<std::uint64_t> edges;
  for (std::uint64_t node = 0; node < 200; node += 2) {
    edges.push_back(TinyModel::edge(1, 0, node + 2));
    edges.push_back(TinyModel::edge(2, kLast, node + 2));
  }
  edges.push_back(TinyModel::edge(3, kWord | kLast));
  EXPECT_EQ(count_words(graph(edges)), std::uint64_t{1} << 53);
}

TEST(Dawg, RefusesEdgesThatLeadOutside) {
  EXPECT_NE(error_of(TinyModel{}.dawg_component({TinyModel::edge(1, kLast, 1)}))
                .find("edge 0 leads to edge 1, there are 1"),
            std::string::npos);
}

TEST(Dawg, RefusesNodesOfMoreEdgesThanCharacters) {
  EXPECT_NE(
      error_of(TinyModel{}.dawg_component(std::vector<std::uint64_t>(9, TinyModel::edge(1, 0))))
          .find("node around edge 8"),
      std::string::npos);
}

TEST(Dawg, RefusesWrongHeads) {
  using longhand::testing::ByteWriter;
  const auto head = [](std::int16_t magic, std::uint32_t characters, std::uint32_t edges) {
    return ByteWriter().put(magic).put(characters).put(edges).put(std::uint64_t{1 << 4}).bytes();
  };
  EXPECT_EQ(error_of(head(42, 8, 1)), "");
  EXPECT_NE(error_of(head(0x2a00, 8, 1)).find("expected the number 42"), std::string::npos);
  EXPECT_NE(error_of(head(42, 0, 1)).find("over 0 characters"), std::string::npos);
  EXPECT_NE(error_of(head(42, 0xffffffff, 1)).find("characters"), std::string::npos);
  EXPECT_NE(error_of(head(42, 8, 0)).find("0 edges"), std::string::npos);
  EXPECT_NE(error_of(head(42, 8, 0xffffffff)).find("announces 4294967295 edges"),
            std::string::npos);
}

}  // namespace
}  // namespace longhand::formats
