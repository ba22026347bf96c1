#include "formats/tesseract_dawg.h"

#include <gtest/gtest.h>

#include <string>

#include "formats/tiny_model.h"

namespace longhand::formats {
namespace {

using longhand::testing::TinyModel;
constexpr std::uint64_t kLast = 1, kBackward = 2, kWord = 4;

std::uint64_t words_in(const std::vector<std::uint64_t>& edges) {
  const auto bytes = TinyModel{}.dawg_component(edges);
  ByteReader reader(bytes, "list");
  return count_words(read_tesseract_dawg(reader));
}

std::string error_of(const std::vector<std::uint8_t>& bytes) {
  ByteReader reader(bytes, "list");
  read_tesseract_dawg(reader);
  return reader.error().message;
}

TEST(Dawg, CountsWords) {
  EXPECT_EQ(words_in({TinyModel::edge(3, kWord | kLast)}), 1u);
  // a -> {b$, c -> d$}, e$ -> f$
  EXPECT_EQ(words_in({TinyModel::edge(1, 0, 2), TinyModel::edge(5, kWord | kLast, 5),
                      TinyModel::edge(2, kWord), TinyModel::edge(3, kLast, 4),
                      TinyModel::edge(4, kWord | kLast), TinyModel::edge(6, kWord | kLast)}),
            4u);
}

TEST(Dawg, CountsSharedEndingsOncePerWord) {
  // {a, b} -> c -> d$
  EXPECT_EQ(words_in({TinyModel::edge(1, 0, 2), TinyModel::edge(2, kLast, 2),
                      TinyModel::edge(3, kLast, 3), TinyModel::edge(4, kWord | kLast)}),
            2u);
}

TEST(Dawg, SkipsBackwardEdgesAndEmptySlots) {
  const std::uint64_t empty = ~std::uint64_t{0} << 7;
  EXPECT_EQ(words_in({TinyModel::edge(1, kWord), TinyModel::edge(2, kBackward | kWord)}), 1u);
  EXPECT_EQ(words_in({empty, TinyModel::edge(2, kWord | kLast)}), 1u);
}

TEST(Dawg, CountsACycleWithoutEnd) {
  EXPECT_EQ(words_in({TinyModel::edge(1, kLast, 1), TinyModel::edge(2, kWord | kLast, 1)}), 1u);
}

TEST(Dawg, CountsAGraphOfExponentiallyManyWordsAtOnce) {
  std::vector<std::uint64_t> edges;
  for (std::uint64_t node = 0; node < 200; node += 2) {
    edges.push_back(TinyModel::edge(1, 0, node + 2));
    edges.push_back(TinyModel::edge(2, kLast, node + 2));
  }
  edges.push_back(TinyModel::edge(3, kWord | kLast));
  EXPECT_EQ(words_in(edges), std::uint64_t{1} << 53);
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

/// `edges` of a graph over 100 characters, of which the last edge of each node is marked.
std::string error_over_100_characters(const std::vector<std::uint64_t>& edges) {
  longhand::testing::ByteWriter writer;
  writer.put(std::int16_t{42}).put(std::uint32_t{100});
  writer.put(static_cast<std::uint32_t>(edges.size()));
  for (const std::uint64_t edge : edges) writer.put(edge);
  return error_of(writer.bytes());
}

TEST(Dawg, ChecksEveryEdgeOfALongGraph) {
  constexpr int kBits = 7;
  const std::uint64_t last = kLast << kBits, to_99 = std::uint64_t{99} << (kBits + 3),
                      to_100 = std::uint64_t{100} << (kBits + 3);
  const std::vector<std::uint64_t> sound(100, last | to_99);
  EXPECT_EQ(error_over_100_characters(sound), "");
  for (std::size_t at = 0; at < sound.size(); ++at) {
    auto edges = sound;
    edges[at] = last | to_100;
    const std::string expected = "edge " + std::to_string(at) + " leads to edge 100, there are 100";
    EXPECT_NE(error_over_100_characters(edges).find(expected), std::string::npos) << at;
  }
}

TEST(Dawg, CountsTheEdgesOfNodesThatAreLong) {
  constexpr std::uint64_t last = kLast << 7;
  for (std::size_t first = 0; first < 70; ++first) {
    std::vector<std::uint64_t> edges(first, last);
    edges.resize(first + 99);
    edges.push_back(last);
    EXPECT_EQ(error_over_100_characters(edges), "") << first;
    edges.back() = 0;
    edges.push_back(last);
    const std::string expected = "around edge " + std::to_string(first + 100) + " has more";
    EXPECT_NE(error_over_100_characters(edges).find(expected), std::string::npos) << first;
  }
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
