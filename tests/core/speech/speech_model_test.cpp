#include <gtest/gtest.h>

#include <cstring>

#include "tones.h"

namespace longhand {
namespace {

std::string load_error(const std::vector<std::uint8_t>& bytes, ErrorCode code) {
  const auto model = SpeechModel::load(bytes);
  if (model) return "loaded";
  EXPECT_EQ(model.error().code, code);
  return model.error().message;
}

TEST(SpeechModel, TellsWhatItIs) {
  const auto model = tone_model();
  EXPECT_EQ(model->labels(), (std::vector<std::string>{"", " ", "a", "b", "c", "d", "e"}));
  EXPECT_EQ(model->blank(), 0);
  EXPECT_EQ(model->sample_rate(), 16000);
  EXPECT_EQ(model->mel_bins(), 40);
  EXPECT_DOUBLE_EQ(model->frame_seconds(), 0.01);
  EXPECT_DOUBLE_EQ(model->step_seconds(), 0.03);
}

/// The tone model with another tensor, of no elements.
std::vector<std::uint8_t> with_tensor(const std::string& name) {
  constexpr std::size_t kHeader = 8;
  auto bytes = tone_model_bytes();
  const std::string entry = '"' + name + R"(":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)";
  bytes.insert(bytes.begin() + kHeader + 1, entry.begin(), entry.end());
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kHeader);
  length += entry.size();
  std::memcpy(bytes.data(), &length, kHeader);
  return bytes;
}

TEST(SpeechModel, RefusesALayerThatItsDescriptionForgot) {
  EXPECT_EQ(load_error(with_tensor("norm.weight"), ErrorCode::unsupported_model),
            "metadata: architecture: expected a layer for each of the file's tensors, found none "
            "for \"norm.weight\": describe the layer, or name what the network does not need in "
            "other_tensors");
}

TEST(SpeechModel, IsNotAModelOfPrint) {
  const std::string print("\x01\0\0\0\x0c\0\0\0\0\0\0\0 the first component", 30);
  EXPECT_EQ(load_error({print.begin(), print.end()}, ErrorCode::invalid_model),
            "safetensors: expected a model, found a Tesseract model, which reads print: load it "
            "with createOcr, loadOcr or longhand ocr");
}

TEST(SpeechModel, SaysWhatIsWrongWithTheMetadata) {
  const std::vector<std::pair<std::vector<std::uint8_t>, std::string>> invalid = {
      {edited("\"stack\": 3", "\"stack\": 0"),
       "metadata: features.stack: expected a whole number of 1 to 32, found 0"},
      {edited("\"stack\": 3", "\"stack\": 2"),
       "metadata: inputs of architecture[0] as features put out: expected 80, found 120"},
      {edited("\"d\", \"e\"]", "\"d\"]"),
       "metadata: labels in alphabet as the network puts out: expected 7, found 6"},
      {edited("\"d\", \"e\"]", "\"d\", 77 ]"),
       "metadata: alphabet: expected 2 to 65536 texts, found [\"\",\" "
       "\",\"a\",\"b\",\"c\",\"d\",77]"},
      {edited("\"blank\": 0", "\"blank\": 7"),
       "metadata: blank: expected a whole number of 0 to 6, found 7"},
      {edited("\"num_mel_bins\": 40", "\"num_mel_bins\": -4"),
       "metadata: features.num_mel_bins: expected a whole number of 1 to 512, found -4"},
      {edited("\"frame_length_ms\": 25.0", "\"frame_length_ms\": 1e99"),
       "metadata: features.frame_length_ms: expected a number of 2 to 200, found 1e+99"},
      {edited("\"high_freq\": 8000.0", "\"high_freq\": 9000.0"),
       "metadata: features.high_freq: expected a number of 1 to 8000, found 9000"},
      {edited("\"use_power\": true", "\"use_power\": 1   "),
       "metadata: features.use_power: expected true or false, found 1"},
      {edited("\"features\"", "\"featured\""),
       "metadata: features: expected an object, found nothing"},
      {edited(kForPeople, "\"label_priors\":[1,1,1,1,1,1]"),
       "metadata: label_priors: expected 7 numbers of 1e-06 to 1, found [1,1,1,1,1,1]"},
      {edited(kForPeople, "\"label_priors\":[1,1,1,1,1,1,0]"),
       "metadata: label_priors: expected 7 numbers of 1e-06 to 1, found [1,1,1,1,1,1,0]"},
      {edited(kForPeople, "\"fit\":{\"prior_weights\":{\"phrases\":true}}"),
       "metadata: fit.prior_weights.phrases: expected a number of -1000 to 1000, found true"},
      {edited(kForPeople, "\"fit\":{\"voice_gate\":7}"),
       "metadata: fit.voice_gate: expected an object, found 7"},
      {edited(kForPeople, "\"fit\":{\"garbage\":{\"bias\":1,\"middle\":[2]}}"),
       "metadata: fit.garbage.middle: expected 51 numbers of -10000 to 10000, found [2]"},
      {edited("\"std\": [4.0", "\"std\": [0.0"), ""},
  };
  for (const auto& [bytes, message] : invalid) {
    const auto found = load_error(bytes, ErrorCode::invalid_model);
    if (message.empty())
      EXPECT_TRUE(found.starts_with("metadata: features.std: expected 40 numbers"));
    else EXPECT_EQ(found, message);
  }
}

TEST(SpeechModel, SaysWhatItCannotDo) {
  const std::vector<std::pair<std::vector<std::uint8_t>, std::string>> unsupported = {
      {edited("\"window\": \"povey\"", "\"window\": \"gauss\""),
       "metadata: features.window: expected povey, hanning, hamming, blackman or rectangular, "
       "found "
       "gauss"},
      {edited("\"dither\": 0.0", "\"dither\": 1.0"),
       "metadata: features.dither: expected 0, found 1"},
      {edited("\"snip_edges\": true", "\"snip_edges\": 0   "),
       "metadata: features.snip_edges: expected true, found 0"},
      {edited("\"kind\": \"speech\"", "\"kind\": \"ocr\""),
       "metadata: kind: expected \"speech\", found \"ocr\": load it with createOcr, "
       "loadOcr or longhand ocr"},
      {edited("\"format\": 1", "\"format\": 2"), "metadata: format: expected 1, found 2"},
  };
  for (const auto& [bytes, message] : unsupported) {
    EXPECT_EQ(load_error(bytes, ErrorCode::unsupported_model), message);
  }
}

TEST(SpeechModel, SurvivesEveryTruncation) {
  const auto bytes = tone_model_bytes();
  for (std::size_t size = 0; size < bytes.size(); size += size < 3000 ? 37 : 1009) {
    EXPECT_FALSE(SpeechModel::load(std::span(bytes).first(size))) << size;
  }
}

}  // namespace
}  // namespace longhand
