#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include <longhand/model.h>
#include <longhand/sequence.h>

#include "formats/sequence_file.h"
#include "model/torch_files.h"
#include "nn/sequence/lstm.h"

namespace longhand {
namespace {

using testing::changed;
using testing::torch_file;

const nn::sequence::LstmSpec& lstm_of(const formats::SequenceFile& file) {
  return static_cast<const nn::sequence::LstmSpec&>(*file.chain.layers.front());
}

TEST(Quantize, KeepsEveryValueWithinHalfAStep) {
  const auto bytes = torch_file("all");
  const auto smaller = quantize(bytes);
  ASSERT_TRUE(smaller) << smaller.error().message;
  const auto before = formats::read_sequence_file(bytes),
             after = formats::read_sequence_file(*smaller);
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(before->description, after->description);
  EXPECT_TRUE(inspect(*smaller)->int8);
  const auto &floats = lstm_of(*before), &rounded = lstm_of(*after);
  for (std::size_t part = 0; part < floats.parts.size(); ++part) {
    const nn::Matrix& real = floats.parts[part].recurrent;
    const nn::Matrix& int8 = rounded.parts[part].recurrent;
    ASSERT_EQ(int8.int8.size(), real.real.size());
    for (std::size_t i = 0; i < real.real.size(); ++i) {
      const float scale = int8.scale[i / real.cols];
      ASSERT_NEAR(int8.int8[i] * scale, real.real[i], scale * 0.501f);
    }
    EXPECT_EQ(floats.parts[part].bias, rounded.parts[part].bias);
  }
}

TEST(Quantize, LeavesAnInt8ModelAsItIs) {
  const auto once = quantize(torch_file("odd"));
  ASSERT_TRUE(once);
  const auto twice = quantize(*once);
  ASSERT_TRUE(twice) << twice.error().message;
  EXPECT_EQ(*once, *twice);
}

TEST(Quantize, RefusesWhatLoadingRefuses) {
  const auto unknown = changed(R"(\"other_tensors\": [\"run\"])",
                               R"(\"other_tensors\": [\"ru.\"])");
  EXPECT_EQ(quantize(unknown).error().message, SequenceModel::load(unknown).error().message);
  EXPECT_EQ(inspect(unknown).value().unused.size(), 6u);
  EXPECT_FALSE(quantize(std::vector<std::uint8_t>(7, 1)));
  EXPECT_FALSE(quantize(changed(R"(\"hidden_size\": 7)", R"(\"hidden_size\": 8)")));
}

/// The root of the mean square of the differences, as a share of that of `expected`.
double relative_error(const std::vector<float>& found, const std::vector<float>& expected) {
  double errors = 0, total = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    errors += std::pow(double(found[i]) - expected[i], 2);
    total += std::pow(double(expected[i]), 2);
  }
  return std::sqrt(errors / total);
}

TEST(Quantize, LayersOfEveryTypeStayClose) {
  for (const auto& file : std::filesystem::directory_iterator(LONGHAND_FIXTURES "/torch")) {
    const std::string name = file.path().stem();
    if (!name.starts_with("layer_")) continue;
    SCOPED_TRACE(name);
    const auto bytes = torch_file(name.c_str());
    const auto smaller = quantize(bytes);
    ASSERT_TRUE(smaller) << smaller.error().message;
    const auto real = SequenceModel::load(bytes), int8 = SequenceModel::load(*smaller);
    ASSERT_TRUE(int8) << int8.error().message;
    const std::size_t steps = real->steps() > 0 ? std::size_t(real->steps()) : 50;
    std::vector<float> in(steps * std::size_t(real->inputs()));
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = float(i * i % 17) * 0.2f - 1.5f;
    const auto expected = real->run(in), found = int8->run(in);
    ASSERT_EQ(found->size(), expected->size());
    EXPECT_LT(relative_error(*found, *expected), 0.05);
  }
}

}  // namespace
}  // namespace longhand
