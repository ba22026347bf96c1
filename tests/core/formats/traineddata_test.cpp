#include "formats/traineddata.h"

#include <gtest/gtest.h>

#include "formats/tiny_model.h"

namespace longhand::formats {
namespace {

using longhand::testing::TinyModel;
using nn::grid::LayerKind;

Traineddata load(const TinyModel& tiny) {
  auto model = read_traineddata(tiny.bytes());
  EXPECT_TRUE(model.has_value()) << (model ? "" : model.error().message);
  return model ? std::move(*model) : Traineddata{};
}

nn::Matrix softmax_weights(const Traineddata& model) {
  return model.network.children.back().weights[0];
}

TEST(Traineddata, HasTheTreeOfLayers) {
  const Traineddata model = load({});
  ASSERT_EQ(model.network.kind, LayerKind::series);
  ASSERT_EQ(model.network.children.size(), 7u);
  EXPECT_EQ(model.network.inputs, 1);
  EXPECT_EQ(model.network.outputs, 7);
  const auto& layers = model.network.children;
  EXPECT_EQ(layers[0].kind, LayerKind::input);
  EXPECT_EQ(layers[0].input_height, 12);
  EXPECT_EQ(layers[1].children[0].kind, LayerKind::convolve);
  EXPECT_EQ(layers[1].children[0].size_x, 1);
  EXPECT_EQ(layers[1].children[1].activation, nn::grid::Activation::tanh);
  EXPECT_EQ(layers[2].kind, LayerKind::maxpool);
  EXPECT_EQ(layers[2].size_y, 3);
  EXPECT_EQ(layers[3].kind, LayerKind::transpose_xy);
  EXPECT_EQ(layers[3].children[0].kind, LayerKind::summarising_lstm);
  EXPECT_EQ(layers[3].children[0].weights.size(), 4u);
  EXPECT_EQ(layers[4].kind, LayerKind::lstm);
  EXPECT_EQ(layers[5].kind, LayerKind::reverse_x);
  EXPECT_EQ(layers[6].activation, nn::grid::Activation::softmax);
}

TEST(Traineddata, HasInt8WeightsWithTheirScales) {
  const auto weights = softmax_weights(load({.padding_scales = 1}));
  EXPECT_EQ(weights.rows, 7);
  EXPECT_EQ(weights.cols, 6);
  EXPECT_EQ(weights.int8.size(), 42u);
  EXPECT_EQ(weights.scale, std::vector<float>(7, float(0.02 / 127)));
  EXPECT_TRUE(weights.real.empty());
}

TEST(Traineddata, HasFloatWeightsWithAndWithoutTheOptimisersArrays) {
  const Traineddata released = load({.int8 = false});
  const Traineddata checkpoint = load({.int8 = false, .training = true, .weight_mode = 128 | 4});
  const auto weights = softmax_weights(released);
  EXPECT_FALSE(released.int_mode);
  EXPECT_EQ(weights.real.size(), 42u);
  EXPECT_EQ(weights.real[0], 0.25f);
  EXPECT_EQ(softmax_weights(checkpoint).real.size(), 42u);
}

TEST(Traineddata, ReadsLayerTypesThatAreNumbers) {
  EXPECT_EQ(load({.type_numbers = true}).network.children[4].kind, LayerKind::lstm);
}

TEST(Traineddata, HasSettingsCharactersAndCodes) {
  const Traineddata model = load({});
  EXPECT_TRUE(model.int_mode);
  EXPECT_EQ(model.sample_iteration, 123);
  EXPECT_EQ(model.blank, 6);
  EXPECT_EQ(model.version, "4.00.00alpha:tiny");
  EXPECT_EQ(model.charset.size(), 8u);
  EXPECT_EQ(model.charset[5].text, "\u201c");
  EXPECT_EQ(model.charset[3].other_case, 6);
  EXPECT_EQ(model.charset[7].direction, 1);
  EXPECT_EQ(model.codes[7], (std::vector{5, 4, 1}));
  EXPECT_EQ(model.config.at("preserve_interword_spaces"), "1");
  EXPECT_EQ(model.config.at("tessedit_char_blacklist"), "1");
  EXPECT_EQ(model.config.size(), 2u);
  ASSERT_TRUE(model.words);
  EXPECT_EQ(model.words->edges.size(), 3u);
  EXPECT_EQ(model.words->unicharset_size, 8);
}

TEST(Traineddata, ReadsCharactersInsideTheLstmComponent) {
  const Traineddata model = load({.inner_charset = true});
  EXPECT_EQ(model.charset.size(), 8u);
  EXPECT_EQ(model.codes[7], (std::vector{5, 4, 1}));
  EXPECT_EQ(model.blank, 6);
}

TEST(Traineddata, NumbersLabelsLikeCharactersWithoutARecoder) {
  const TinyModel tiny{.recodes = false, .softmax_outputs = 8};
  EXPECT_EQ(load(tiny).codes[7], std::vector{7});
  TinyModel inner = tiny;
  inner.inner_charset = true;
  EXPECT_EQ(load(inner).codes.size(), 8u);
}

TEST(Traineddata, AddsABlankToASetWithoutPlaceholders) {
  const Traineddata model = load({.recodes = false,
                                  .softmax_outputs = 4,
                                  .blank = 3,
                                  .charset = "3\nNULL 0 NULL 0\na 3\nb 3\n"});
  EXPECT_EQ(model.codes, (std::vector<std::vector<int>>{{0}, {1}, {2}, {3}}));
}

TEST(Traineddata, NeedsNoDictionaryConfigOrVersion) {
  const Traineddata model = load({.replaced = {{0, {}}, {18, {}}, {19, {}}, {20, {}}, {23, {}}}});
  EXPECT_FALSE(model.punctuation || model.words || model.numbers);
  EXPECT_TRUE(model.config.empty());
  EXPECT_EQ(model.version, "");
}

}  // namespace
}  // namespace longhand::formats
