#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "allocations.h"
#include "formats/tiny_model.h"
#include "formats/traineddata.h"

namespace longhand::formats {
namespace {

using longhand::testing::ByteWriter;
using longhand::testing::container_of;
using longhand::testing::heap;
using longhand::testing::TinyModel;
using Bytes = std::vector<std::uint8_t>;

/// Everything that reading may allocate, for a file of this size.
std::size_t most_memory(std::size_t file_size) { return 40 * file_size + 4096; }

/// Reads the bytes from an exactly fitting heap block, so that a sanitizer sees each step beyond.
Result<Traineddata> read_in_bounds(const Bytes& bytes) {
  const Bytes exact(bytes);
  const std::size_t before = heap().allocated;
  auto model = read_traineddata(exact);
  EXPECT_LE(heap().allocated - before, most_memory(bytes.size()));
  return model;
}

struct Damage {
  const char* name;
  std::function<Bytes()> bytes;
  ErrorCode code;
  const char* message;  ///< a part of it
};

void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

constexpr auto kInvalid = ErrorCode::invalid_model;
constexpr auto kUnsupported = ErrorCode::unsupported_model;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::function<Bytes()> text(std::string content) {
  return [content] { return Bytes(content.begin(), content.end()); };
}

std::function<Bytes()> tiny(TinyModel model) {
  return [model = std::move(model)] { return model.bytes(); };
}

Bytes with_bytes(std::size_t at, std::initializer_list<std::uint8_t> values) {
  Bytes bytes = TinyModel{}.bytes();
  std::copy(values.begin(), values.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
  return bytes;
}

Bytes tar() {
  Bytes bytes(512, 0);
  std::copy_n("ustar", 5, bytes.begin() + 257);
  return bytes;
}

Bytes absurd_count_in_lstm() {
  return container_of({{17, ByteWriter()
                                .put(std::int8_t{0})
                                .put_text("Series")
                                .put_raw(std::string(2 + 16, '\0'))
                                .put_text("x")
                                .put(std::uint32_t{0xffffffff})
                                .bytes()}});
}

Bytes absurd_matrix() {
  return container_of({{17, ByteWriter()
                                .put(std::int8_t{0})
                                .put_text("Tanh")
                                .put_raw(std::string(2 + 16, '\0'))
                                .put_text("x")
                                .put(std::uint8_t{129})
                                .put(std::uint32_t{0xffffffff})
                                .put(std::uint32_t{0xffffffff})
                                .put(std::int8_t{0})
                                .bytes()}});
}

class DamagedModel : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedModel, IsAnsweredWithItsReason) {
  const auto model = read_in_bounds(GetParam().bytes());
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, GetParam().code);
  EXPECT_NE(model.error().message.find(GetParam().message), std::string::npos)
      << model.error().message;
}

std::string name_of(const ::testing::TestParamInfo<Damage>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    NotATraineddata, DamagedModel,
    ::testing::Values(
        Damage{"empty", text(""), kInvalid, "an empty file"},
        Damage{"three_bytes", text("abc"), kInvalid, "text \"abc\""},
        Damage{"gzip", text("\x1f\x8b\x08\x01\x02\x03"), kInvalid, "gzip data: unpack it"},
        Damage{"zip", text("PK\x03\x04zip archive"), kInvalid, "zip archive: unpack it"},
        Damage{"tar", tar, kInvalid, "tar archive: unpack it"},
        Damage{"html", text("<!DOCTYPE html><p>404"), kInvalid, "an HTML page"},
        Damage{"git_lfs", text("version https://git-lfs"), kInvalid, "a pointer of git-lfs"},
        Damage{"big_endian", text(std::string("\0\0\0\x18", 4) + std::string(200, '\0')), kInvalid,
               "big-endian"},
        Damage{"huge_count",
               [] {
                 return with_bytes(0, {0xff, 0xff, 0xff, 0x7f});
               },
               kInvalid, "count of components from 1 to 1000, found 2147483647"},
        Damage{"short_table", text(std::string("\x18\0\0\0", 4) + std::string(100, '\0')), kInvalid,
               "component 0 starts at 0, expected 196 to 104"},
        Damage{"offset_outside",
               [] {
                 return with_bytes(4, {0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0});
               },
               kInvalid, "component 0 starts at 2147483647"},
        Damage{"offset_negative",
               [] {
                 return with_bytes(10, {0, 0x80});
               },
               kInvalid, "component 0 starts at -9223"},
        Damage{"no_lstm",
               [] {
                 return container_of({{1, Bytes(9)}, {3, Bytes(9)}});
               },
               kUnsupported, "only components of Tesseract's legacy engine"},
        Damage{"starter",
               [] {
                 return container_of({{0, Bytes(9)}, {21, Bytes(9)}, {22, Bytes(9)}});
               },
               kInvalid, "expected a trained network, found a starter for training"},
        Damage{"only_lists",
               [] {
                 return container_of({{0, Bytes(9)}, {19, Bytes(9)}});
               },
               kInvalid, "expected a component lstm, found none"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Network, DamagedModel,
    ::testing::Values(
        Damage{"lstm_2d", tiny({.lstm_sources = 8 + 2 * 6}), kUnsupported,
               "not supported: 2-D LSTM"},
        Damage{"lstm_softmax", tiny({.lstm_type = "LSTMSoftmax"}), kUnsupported,
               "not supported: LSTMSoftmax"},
        Damage{"lstm_binary_softmax", tiny({.lstm_type = "LSTMBinarySoftmax"}), kUnsupported,
               "not supported: LSTMBinarySoftmax"},
        Damage{"tensorflow", tiny({.lstm_type = "TensorFlow"}), kUnsupported,
               "not supported: TensorFlow"},
        Damage{"unknown_type", tiny({.lstm_type = "Transformer\x1b"}), kInvalid,
               "unknown layer type \"Transformer<U+001B>\""},
        Damage{"unknown_number", tiny({.type_numbers = true, .lstm_type = "GRU"}), kInvalid,
               "unknown layer type 99"},
        Damage{"old_floats", tiny({.weight_mode = 0}), kUnsupported,
               "not supported: weights in the single precision"},
        Damage{"too_deep", tiny({.extra_nesting = 40}), kInvalid, "nested deeper than 32"},
        Damage{"layer_count", absurd_count_in_lstm, kInvalid, "announces 4294967295 layers"},
        Damage{"matrix_product", absurd_matrix, kInvalid,
               "weight matrix of 4294967295 x 4294967295 does not fit"},
        Damage{"wrong_outputs", tiny({.softmax_outputs = 0}), kInvalid, "weight matrix of 0 x 6"},
        Damage{"negative_height", tiny({.height = -1}), kInvalid,
               "a height of 0 to 1024, found -1"},
        Damage{"huge_height", tiny({.height = 5000}), kInvalid, "expected a height of 0 to 1024"},
        Damage{"fixed_width", tiny({.width = 100}), kUnsupported, "fixed width"},
        Damage{"colour", tiny({.depth = 3}), kUnsupported, "colour"},
        Damage{"huge_window", tiny({.convolve_half = 1 << 20}), kInvalid, "window of 0 to 16"},
        Damage{"large_window", tiny({.convolve_half = 17}), kInvalid, "window of 0 to 16"},
        Damage{"window_disagrees", tiny({.convolve_half = 2}), kInvalid,
               "expected 25 outputs, found 9"},
        Damage{"no_pool", tiny({.pool = 0}), kInvalid, "window of 1 to 16, found 0"},
        Damage{"pools_all", tiny({.pool = 13}), kInvalid,
               "expected 13 positions or more, found 12"},
        Damage{"no_softmax", tiny({.softmax_type = "Tanh"}), kInvalid,
               "expected a softmax as the last layer"},
        Damage{"softmax_without_ctc", tiny({.softmax_type = "SoftmaxNoCTC"}), kInvalid,
               "expected a softmax as the last layer"},
        Damage{"nan_weight", tiny({.int8 = false, .weight = kNan}), kInvalid, "found nan"},
        Damage{"infinite_weight", tiny({.int8 = false, .weight = -kInfinity}), kInvalid,
               "found -inf"},
        Damage{"huge_weight", tiny({.int8 = false, .weight = 1e300}), kInvalid, "found 1e+300"},
        Damage{"nan_scale", tiny({.scale = kNan}), kInvalid, "found nan"},
        Damage{"negative_scale", tiny({.scale = -0.5}), kInvalid, "from 0 to 1000000, found -0.5"},
        Damage{"few_scales", tiny({.padding_scales = -1}), kInvalid, "scales for"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Characters, DamagedModel,
    ::testing::Values(
        Damage{"blank_outside", tiny({.blank = 7}), kInvalid, "blank is label 7, expected 0 to 6"},
        Damage{"blank_negative", tiny({.blank = -1}), kInvalid, "blank is label -1"},
        Damage{"label_outside", tiny({.codes = {{0}, {6}, {6}, {1}, {2}, {3}, {4, 5}, {5, 4, 7}}}),
               kInvalid, "character 7 uses label 7, the network gives 0 to 6"},
        Damage{"label_negative", tiny({.codes = {{0}, {6}, {6}, {1}, {2}, {3}, {4, 5}, {-1}}}),
               kInvalid, "uses label -1"},
        Damage{"labels_left_over", tiny({.codes = {{0}, {5}, {5}, {1}, {2}, {3}, {4}, {4, 1}}}),
               kInvalid, "uses 6 labels, the network gives 7"},
        Damage{"long_code", tiny({.codes = {{0}, {6}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}}), kInvalid,
               "a character of 10 labels, expected at most 9"},
        Damage{"few_codes", tiny({.codes = {{0}, {6}}}), kInvalid,
               "labels for 2 characters, expected 8 or one more"},
        Damage{"garbled_space", tiny({.codes = {{1}, {6}, {6}, {0}, {2}, {3}, {4, 5}, {5, 4, 1}}}),
               kInvalid, "expected label 0 for the space"},
        Damage{"no_charset", tiny({.replaced = {{21, {}}}}), kInvalid, "lstm-unicharset, line 1"},
        Damage{"charset_count", tiny({.charset = "2000000000\nNULL 0\n"}), kInvalid,
               "expected a count of characters"},
        Damage{"recoder_count", tiny({.replaced = {{22, Bytes(4, 0xff)}}}), kInvalid,
               "announces 4294967295 characters"},
        Damage{"word_outside", tiny({.words = {TinyModel::edge(3, 1, 9)}}), kInvalid,
               "lstm-word-dawg, byte 18: edge 0 leads to edge 9"}),
    name_of);

/// Where each component and each layer's fields begin is somewhere in here: every length is tried.
TEST(DamagedTiny, IsRefusedWhereverItIsCut) {
  for (const bool int8 : {true, false}) {
    const Bytes whole = TinyModel{.int8 = int8, .replaced = {{0, {}}, {1, {}}, {23, {}}}}.bytes();
    ASSERT_TRUE(read_in_bounds(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      const auto model = read_in_bounds(cut);
      ASSERT_FALSE(model.has_value()) << "cut to " << size << " of " << whole.size() << " bytes";
      ASSERT_FALSE(model.error().message.empty());
    }
  }
}

/// A model that was read although bits are wrong must still be safe to use.
void expect_consistent(const Traineddata& model) {
  const int labels = model.network.outputs;
  EXPECT_GE(model.blank, 0);
  EXPECT_LT(model.blank, labels);
  EXPECT_GE(model.codes.size(), model.charset.size());
  for (const auto& code : model.codes) {
    EXPECT_LE(code.size(), 9u);
    for (const int label : code) EXPECT_TRUE(label >= 0 && label < labels);
  }
  for (const auto& unichar : model.charset) {
    EXPECT_TRUE(unichar.mirror >= 0 && unichar.mirror < static_cast<int>(model.charset.size()));
    EXPECT_TRUE(unichar.other_case >= 0 &&
                unichar.other_case < static_cast<int>(model.charset.size()));
  }
}

class Random {
 public:
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 20240601;
};

TEST(DamagedTiny, SurvivesEverySingleBitFlip) {
  const Bytes whole = TinyModel{}.bytes();
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    Bytes flipped = whole;
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    if (const auto model = read_in_bounds(flipped)) expect_consistent(*model);
  }
}

TEST(DamagedTiny, SurvivesThousandsOfRandomOverwrites) {
  const Bytes whole = TinyModel{.int8 = false}.bytes();
  constexpr std::uint8_t kInteresting[] = {0, 1, 0x7f, 0x80, 0xff, '\n', ' '};
  Random random;
  for (int round = 0; round < 5000; ++round) {
    Bytes damaged = whole;
    for (std::size_t count = 1 + random.below(4); count > 0; --count)
      damaged[random.below(damaged.size())] = kInteresting[random.below(std::size(kInteresting))];
    if (const auto model = read_in_bounds(damaged)) expect_consistent(*model);
  }
}

}  // namespace
}  // namespace longhand::formats
