#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include <longhand/ocr.h>

#include "allocations.h"
#include "formats/tiny_model.h"

namespace longhand {
namespace {

using longhand::testing::ByteWriter;
using longhand::testing::heap;
using longhand::testing::TinyModel;
using Bytes = std::vector<std::uint8_t>;

/// Stripes that the tiny model takes for letters.
std::string read_stripes(OcrModel model, bool dictionary) {
  constexpr int kWidth = 60, kHeight = 12;
  Bytes pixels;
  for (int i = 0; i < kWidth * kHeight; ++i) {
    pixels.push_back(std::uint8_t(i % kWidth * (i % kWidth) * 7));
  }
  OcrRecognizer recognizer(std::make_shared<const OcrModel>(std::move(model)));
  OcrOptions options;
  options.layout = Layout::raw;
  options.dictionary = dictionary;
  const auto result = recognizer.recognize({pixels.data(), kWidth, kHeight, 1, kWidth}, options);
  if (!result) return result.error().message;
  for (const Word& word : result->words) {
    EXPECT_TRUE(word.confidence >= 0 && word.confidence <= 100) << word.confidence;
    EXPECT_LE(word.box.right, kWidth);
  }
  return result->text;
}

TEST(DamagedModel, ReadsLinesIfItIsLoadedAtAll) {
  const Bytes whole = TinyModel{}.bytes();
  auto sound = OcrModel::load(whole);
  ASSERT_TRUE(sound);
  const std::string text = read_stripes(std::move(*sound), true);
  int loaded = 0, different = 0, refused = 0;
  for (std::size_t bit = 0; bit < 8 * whole.size(); bit += 5) {
    Bytes flipped = whole;
    flipped[bit / 8] ^= std::uint8_t(1 << bit % 8);
    auto model = OcrModel::load(flipped);
    if (!model) {
      ++refused;
      EXPECT_FALSE(model.error().message.empty());
      continue;
    }
    ++loaded;
    different += read_stripes(std::move(*model), bit % 2 == 0) != text;
  }
  EXPECT_GT(refused, 100);
  EXPECT_GT(loaded, 500);
  EXPECT_GT(different, 10);
}

/// A word list of one edge that claims to be over a thousand million characters.
TEST(DamagedModel, TakesNoMemoryForCharactersThatItOnlyAnnounces) {
  constexpr std::uint32_t kCharacters = 1 << 30;
  constexpr std::uint64_t kOnlyEdge = 3 | std::uint64_t{1 | 4} << 31;
  const TinyModel tiny{.replaced = {{19, ByteWriter()
                                             .put(std::int16_t{42})
                                             .put(kCharacters)
                                             .put(std::uint32_t{1})
                                             .put(kOnlyEdge)
                                             .bytes()}}};
  const Bytes bytes = tiny.bytes();
  const std::size_t before = heap().allocated;
  ASSERT_TRUE(OcrModel::load(bytes));
  EXPECT_LT(heap().allocated - before, std::size_t{1} << 20);
}

}  // namespace
}  // namespace longhand
