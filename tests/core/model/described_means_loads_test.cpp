/// What `inspect` describes loads, what it refuses does not, for the same reason.
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include <longhand/model.h>
#include <longhand/ocr.h>
#include <longhand/sequence.h>
#include <longhand/speech.h>

#include "formats/tiny_model.h"
#include "model/torch_files.h"

namespace longhand {
namespace {

using testing::fixture_bytes;
using testing::TinyModel;
using testing::torch_file;
using Bytes = std::vector<std::uint8_t>;

/// The message with which something is refused; empty if it is not.
template <class T>
std::string refusal(const Result<T>& result) {
  return result ? "" : name_of(result.error().code) + (": " + result.error().message);
}

std::string load(const Bytes& bytes, const std::string& kind) {
  if (kind == "tesseract") return refusal(OcrModel::load(bytes));
  if (kind == "speech") return refusal(SpeechModel::load(bytes));
  return refusal(SequenceModel::load(bytes));
}

struct Counts {
  int described = 0, refused = 0;
};

/// `kind`: of the file before it was damaged, for when nobody can tell any more.
void expect_agreement(const Bytes& bytes, const std::string& kind, Counts& counts) {
  const auto info = inspect(bytes);
  const std::string refused = refusal(info);
  const std::string loaded = load(bytes, info ? info->kind : kind);
  ++(info ? counts.described : counts.refused);
  if (info && !info->unused.empty()) {
    EXPECT_NE(loaded.find("found none for \"" + info->unused[0].substr(0, 1)), std::string::npos)
        << loaded;
  } else if (refused.find("expected a .traineddata or .safetensors model") == std::string::npos) {
    EXPECT_EQ(loaded, refused);
  } else {  // looks like a file of another kind: each names what it had expected
    EXPECT_FALSE(loaded.empty());
  }
}

TEST(DescribedMeansLoads, OfATraineddataWhateverBitIsWrong) {
  Counts counts;
  const Bytes whole = TinyModel{}.bytes();
  for (std::size_t bit = 0; bit < 8 * whole.size(); bit += 3) {
    Bytes flipped = whole;
    flipped[bit / 8] ^= std::uint8_t(1 << bit % 8);
    expect_agreement(flipped, "tesseract", counts);
  }
  EXPECT_GT(counts.described, 1000);
  EXPECT_GT(counts.refused, 200);
}

TEST(DescribedMeansLoads, OfATraineddataWhateverItSays) {
  const TinyModel models[] = {
      {.int8 = false},
      {.inner_charset = true},
      {.height = 0},
      {.height = 1024},
      {.height = 1025},
      {.height = 5000},
      {.convolve_half = 2},
      {.convolve_half = 16},
      {.convolve_half = 17},
      {.convolve_half = 600},
      {.convolve_half = 1 << 30},
      {.pool = 2},
      {.pool = 12},
      {.pool = 13},
      {.pool = 17},
      {.height = 40, .pool = 16},
      {.height = 40, .pool = 20},  // within the limits of old: described, but not loaded
      {.pool = -1},
      {.softmax_outputs = 1 << 17},
      {.lstm_type = "SummLSTM"},
      {.softmax_type = "SoftmaxNoCTC"},
      {.softmax_type = "Relu"},
      {.extra_nesting = 29},
      {.extra_nesting = 30},
      {.extra_nesting = 31},
      {.blank = 7},
      {.codes = {{0}, {6}, {6}, {1}, {2}, {3}, {4, 5}, {5, 4, 1, 1, 1, 1, 1, 1, 1}}},
      {.codes = {{0}, {6}, {6}, {1}, {2}, {3}, {4, 5}, {5, 4, 1, 1, 1, 1, 1, 1, 1, 1}}},
  };
  Counts counts;
  for (const TinyModel& model : models) expect_agreement(model.bytes(), "tesseract", counts);
  EXPECT_GE(counts.described, 5);
  EXPECT_GE(counts.refused, 15);
}

/// With one or two characters of the header or bits of the file changed at random.
Bytes damaged(const Bytes& whole, std::mt19937& random) {
  constexpr std::string_view kCharacters = "0123456789-.,:[]{}\"\\ aefIF";
  constexpr std::size_t kKnown = 9;  ///< bytes by which the kind of file is known
  std::uint64_t header = 0;
  std::memcpy(&header, whole.data(), sizeof header);
  Bytes bytes = whole;
  for (unsigned count = 1 + random() % 2; count > 0; --count) {
    if (random() % 8 == 0)
      bytes[kKnown + random() % (bytes.size() - kKnown)] ^= std::uint8_t(1U << random() % 8);
    else
      bytes[kKnown + random() % (header - 1)] = std::uint8_t(
          kCharacters[random() % kCharacters.size()]);
  }
  return bytes;
}

TEST(DescribedMeansLoads, OfASafetensorsWhateverIsWrong) {
  const std::pair<const char*, Bytes> files[] = {
      {"speech", fixture_bytes("speech/tones.safetensors")},
      {"sequence", torch_file("odd")},
      {"sequence", torch_file("all")},
      {"sequence", torch_file("chain_mixed")},
  };
  std::mt19937 random(7);
  for (const auto& [kind, whole] : files) {
    SCOPED_TRACE(kind);
    Counts counts;
    expect_agreement(whole, kind, counts);
    EXPECT_EQ(counts.described, 1);
    for (int round = 0; round < 1500; ++round)
      expect_agreement(damaged(whole, random), kind, counts);
    EXPECT_GT(counts.described, 100);
    EXPECT_GT(counts.refused, 100);
  }
}

}  // namespace
}  // namespace longhand
