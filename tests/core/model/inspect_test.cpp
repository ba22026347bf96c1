#include <gtest/gtest.h>

#include <algorithm>

#include <longhand/model.h>

#include "formats/tiny_model.h"
#include "model/torch_files.h"
#include "model/vgsl.h"

namespace longhand {
namespace {

using longhand::testing::TinyModel;

TEST(Inspect, TellsWhatAModelHolds) {
  const auto bytes = TinyModel{}.bytes();
  const auto info = inspect(bytes);
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->kind, "tesseract");
  EXPECT_EQ(info->version, "4.00.00alpha:tiny");
  EXPECT_EQ(info->network, "[1,12,0,1 Ct3,3,4 Mp3,3 Lfys8 Lfx6 Lrx5 O1c7]");
  EXPECT_EQ(info->file_size, bytes.size());
  EXPECT_EQ(info->labels, 7);
  EXPECT_EQ(info->blank, 6);
  EXPECT_EQ(info->characters, 8u);
  EXPECT_EQ(info->scripts.at("Latin"), 3u);
  EXPECT_EQ(info->scripts.at("Hebrew"), 1u);
  EXPECT_EQ(info->config.at("preserve_interword_spaces"), "1");
  ASSERT_EQ(info->dictionaries.size(), 3u);
  EXPECT_EQ(info->dictionaries[1].name, "words");
  EXPECT_EQ(info->dictionaries[1].edges, 3u);
}

TEST(Inspect, CountsWeightsAndTheirMemory) {
  // ConvNL 4x10, SummLSTM 4*8*13, LSTM 4*6*15, LSTM 4*5*12, softmax 7*6
  constexpr std::size_t kWeights = 40 + 416 + 360 + 240 + 42;
  const auto int8 = inspect(TinyModel{}.bytes());
  const auto real = inspect(TinyModel{.int8 = false}.bytes());
  ASSERT_TRUE(int8 && real);
  EXPECT_EQ(int8->weights, kWeights);
  EXPECT_EQ(int8->weight_bytes, kWeights);
  EXPECT_EQ(real->weight_bytes, 4 * kWeights);
  EXPECT_EQ(int8->root.children[1].weights, 40u);
  EXPECT_EQ(int8->root.children.back().kind, "fully connected, softmax");
}

TEST(Inspect, ListsPartsWithTheirPlaces) {
  const auto bytes = TinyModel{}.bytes();
  const auto info = inspect(bytes);
  ASSERT_TRUE(info);
  const auto version = info->parts.back();
  EXPECT_EQ(version.name, "version");
  EXPECT_EQ(std::string(bytes.begin() + static_cast<std::ptrdiff_t>(version.offset), bytes.end()),
            "4.00.00alpha:tiny");
}

TEST(Inspect, PassesErrorsOn) { EXPECT_EQ(inspect({}).error().code, ErrorCode::invalid_model); }

TEST(Inspect, TellsWhatASafetensorsModelHolds) {
  const auto bytes = testing::torch_file("all");
  const auto info = inspect(bytes);
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->kind, "sequence");
  EXPECT_EQ(info->network, "LSTM 4 -> 3x12 projected to 7 in both directions, linear 14 -> 6");
  EXPECT_EQ(info->labels, 6);
  EXPECT_FALSE(info->int8);
  EXPECT_EQ(info->parts.size(), 3 * 2 * 5 + 2 + 6u);
  // each direction: 48 x (inputs + 7 + 2), and 7 x 12
  constexpr std::size_t lstm = 2 * (48 * (4 + 9) + 84) + 4 * (48 * (14 + 9) + 84);
  EXPECT_EQ(info->weights, lstm - 6 * 48 + 6 * 14 + 6);  // both biases are one
}

TEST(Vgsl, WritesEveryLayerKind) {
  using nn::grid::Activation;
  using nn::grid::LayerKind;
  const nn::grid::LayerSpec input{.kind = LayerKind::input, .outputs = 1, .input_height = 48};
  const nn::grid::LayerSpec lstm{.kind = LayerKind::lstm, .outputs = 5};
  const nn::grid::LayerSpec last{.kind = LayerKind::summarising_lstm, .outputs = 7};
  const auto wrap = [](LayerKind kind, nn::grid::LayerSpec child) {
    return nn::grid::LayerSpec{.kind = kind, .children = {std::move(child)}};
  };
  const auto dense = [](Activation activation) {
    return nn::grid::LayerSpec{
        .kind = LayerKind::fully_connected, .outputs = 9, .activation = activation};
  };
  const nn::grid::LayerSpec network{
      .kind = LayerKind::series,
      .children = {
          input,
          {.kind = LayerKind::convolve, .size_x = 2, .size_y = 1},
          {.kind = LayerKind::reconfig, .size_x = 2, .size_y = 3},
          {.kind = LayerKind::parallel, .children = {lstm, wrap(LayerKind::reverse_x, lstm)}},
          wrap(LayerKind::transpose_xy, wrap(LayerKind::reverse_x, lstm)),
          wrap(LayerKind::transpose_xy, dense(Activation::logistic)),
          wrap(LayerKind::reverse_y, last),
          wrap(LayerKind::reverse_x, dense(Activation::relu)),
          dense(Activation::linear),
          dense(Activation::clip_0_1),
          dense(Activation::clip_1_1),
          dense(Activation::softmax_no_ctc)}};
  EXPECT_EQ(model::vgsl(network),
            "[1,48,0,1 C1,2 S3,2 (Lfx5 Lrx5) Lry5 TxyFs9 RyLfxs7 RxFr9 Fl9 Fp9 Fn9 Fm9]");
}

}  // namespace
}  // namespace longhand
