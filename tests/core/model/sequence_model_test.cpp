#include <gtest/gtest.h>

#include <cmath>

#include <longhand/model.h>
#include <longhand/sequence.h>

#include "formats/safetensors.h"
#include "model/torch_files.h"

namespace longhand {
namespace {

using testing::changed;
using testing::torch_file;

std::vector<float> tensor(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  const auto file = formats::read_safetensors(bytes);
  return formats::floats_of(file->tensors.at(name), name).value();
}

TEST(SequenceModel, RunsWhatPyTorchRan) {
  const auto bytes = torch_file("chain_linear_first");
  const auto model = SequenceModel::load(bytes);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->inputs(), 6);
  EXPECT_EQ(model->outputs(), 5);
  const auto found = model->log_probabilities(tensor(bytes, "run.input"));
  ASSERT_TRUE(found);
  const auto expected = tensor(bytes, "run.output");
  ASSERT_EQ(found->size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR((*found)[i], expected[i], 1e-5);
}

TEST(SequenceModel, TakesWholeSteps) {
  const auto model = SequenceModel::load(torch_file("chain_linear"));
  ASSERT_TRUE(model);
  const auto refused = model->log_probabilities(std::vector<float>(11));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_option);
  EXPECT_EQ(refused.error().message,
            "sequence: expected whole steps of 4 numbers, found 3 in the last");
  EXPECT_TRUE(model->log_probabilities({}).value().empty());
}

TEST(SequenceModel, RefusesMoreStepsThanMemoryIsMeantFor) {
  const auto model = SequenceModel::load(torch_file("layer_relu"));  // 3 -> 21
  ASSERT_TRUE(model);
  const auto refused = model->run(std::vector<float>(std::size_t(3) * 12'800'000));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "sequence: expected at most 12782640 steps, found 12800000");
}

TEST(SequenceModel, RefusesWhatTheFileDoesNotExplain) {
  EXPECT_FALSE(SequenceModel::load(changed("\\\"run\\\"", "\\\"rum\\\"")));
}

}  // namespace
}  // namespace longhand
