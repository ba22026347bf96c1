#include "formats/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include "allocations.h"
#include "formats/half.h"
#include "formats/sequence_file.h"
#include "model/torch_files.h"

namespace longhand::formats {
namespace {

using Bytes = std::vector<std::uint8_t>;
using testing::changed;
using testing::torch_file;

Bytes file_of(const std::string& header, std::size_t data_size, std::uint64_t length) {
  Bytes bytes(8);
  std::memcpy(bytes.data(), &length, 8);
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.resize(bytes.size() + data_size);
  return bytes;
}
Bytes file_of(const std::string& header, std::size_t data_size = 0) {
  return file_of(header, data_size, header.size());
}

/// A text as JSON has it.
std::string json_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + '"';
}

/// The fixture "odd" with another architecture in its description.
Bytes with_architecture(const std::string& architecture) {
  const auto file = torch_file("odd");
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), 8);
  std::string header(file.begin() + 8, file.begin() + 8 + std::ptrdiff_t(length));
  const std::string key = R"("longhand": ")";
  const auto at = header.find(key) + key.size() - 1;
  const auto end = header.find("\"}", at) + 1;
  header.replace(at, end - at, json_text(R"({"architecture":)" + architecture + "}"));
  Bytes bytes = file_of(header);
  bytes.insert(bytes.end(), file.begin() + 8 + std::ptrdiff_t(length), file.end());
  return bytes;
}

struct BadFile {
  const char* what;
  Bytes bytes;
  std::string message;
};

std::vector<BadFile> bad_files() {
  const std::string tensor = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":)";
  const auto half = torch_file("odd");
  return {
      {"empty", {}, "safetensors: expected a model, found an empty file"},
      {"7 bytes", Bytes(7, 1), "expected a header length of 8 bytes, found 7 bytes"},
      {"header past the end", file_of("{}", 0, 3), "a header of 3 bytes is announced, 2 follow"},
      {"header length near 2^64", file_of("{}", 0, ~0ULL), "is announced, 2 follow"},
      {"foreign endian length", file_of("{}", 0, 2ULL << 56U), "is announced, 2 follow"},
      {"huge header", file_of(std::string(2 << 20, ' ')), "at most 1048576 are read"},
      {"no JSON", file_of("{\"a\":"), "the header is no JSON from byte 5 on"},
      {"JSON list", file_of("[]"), "the header is not a JSON object"},
      {"text after JSON", file_of("{}{}"), "the header is no JSON from byte 2 on"},
      {"deep JSON", file_of(std::string(1 << 19, '[')), "the header is nested more than 4 deep"},
      {"bad UTF-8", file_of("{\"\xff\":1}"), "the header is no JSON from byte 2 on"},
      {"name twice", file_of(R"({"a":1,"a":2})"), "the header gives \"a\" twice"},
      {"metadata", file_of(R"({"__metadata__":7})"), "__metadata__ is not an object"},
      {"metadata value", file_of(R"({"__metadata__":{"a":1}})"), "something that is not a text"},
      {"no object", file_of(R"({"a":1})"), "tensor \"a\" is not described by an object"},
      {"no dtype", file_of(R"({"a":{}})"), "tensor \"a\" has no dtype"},
      {"no shape", file_of(R"({"a":{"dtype":"F32"}})"), "has no shape"},
      {"negative shape", file_of(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4),
       "has no shape"},
      {"fraction", file_of(R"({"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}})", 4),
       "has no shape"},
      {"9 sides", file_of(R"({"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1]}})"), "has no shape"},
      {"no offsets", file_of(R"({"a":{"dtype":"F32","shape":[1]}})"), "has no two data_offsets"},
      {"one offset", file_of(tensor + "[0]}}", 8), "has no two data_offsets"},
      {"dtype", file_of(R"({"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,1]}})", 1),
       "has unknown dtype Q4"},
      {"past the end", file_of(tensor + "[0,8]}}", 7), "[0,8], the file has 7 bytes of data"},
      {"reversed", file_of(tensor + "[8,0]}}", 8), "data_offsets [8,0]"},
      {"2^64 - 1", file_of(tensor + "[18446744073709551615,18446744073709551615]}}", 8),
       "has no two data_offsets"},
      {"2^53", file_of(tensor + "[9007199254740992,9007199254740992]}}", 8),
       "[9007199254740992,9007199254740992], the file has 8 bytes of data"},
      {"wrong size", file_of(tensor + "[0,4]}}", 4), "[0,4], which do not fit F32 [2]"},
      {"product overflow",
       file_of(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})"),
       "do not fit F32 [4294967296,4294967296]"},
      {"overlap",
       file_of(tensor + R"([0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12),
       "tensor \"b\" overlaps the tensor before it"},
      {"same place",
       file_of(tensor + R"([0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8),
       "overlaps the tensor before it"},
      {"gap",
       file_of(tensor + R"([0,8]},"b":{"dtype":"I8","shape":[2],"data_offsets":[9,11]}})", 11),
       "tensor \"b\" leaves a gap before it"},
      {"bytes left over", file_of(tensor + "[0,8]}}", 9), "1 bytes after the last tensor"},
      {"truncated", Bytes(half.begin(), half.end() - 1), "bytes of data"},
      {"other tensors",
       file_of(R"({"__metadata__":{"longhand":"{\"architecture\":[{}],)"
               R"(\"other_tensors\":[\"\"]}"}})"),
       "metadata: other_tensors: expected names, found [\"\"]"},
      {"no metadata", file_of("{}"), "__metadata__ has no \"longhand\" entry"},
      {"metadata no JSON", file_of(R"({"__metadata__":{"longhand":"{"}})"),
       "metadata is no JSON from byte 1 on"},
      {"metadata list", file_of(R"({"__metadata__":{"longhand":"[]"}})"), "a JSON object"},
      {"no architecture", file_of(R"({"__metadata__":{"longhand":"{}"}})"),
       "architecture: expected 1 to 256 layers"},
      {"other layer", changed(R"(\"type\": \"lstm\")", R"(\"type\": \"gru!\")"),
       "architecture[0].type: expected one of additive_attention, attention, "},
      {"hidden 0", changed(R"(\"hidden_size\": 7)", R"(\"hidden_size\": 0)"),
       "architecture[0].hidden_size: expected a whole number of 1 to 8192, found 0"},
      {"another hidden", changed(R"(\"hidden_size\": 7)", R"(\"hidden_size\": 8)"),
       "tensor \"lstm.weight_ih_l0\" has shape [28,5], expected [32,5]"},
      {"projection too wide", changed(R"(\"proj_size\": 0)", R"(\"proj_size\": 7)"),
       "proj_size: expected a whole number of 0 to 6, found 7"},
      {"projection", changed(R"(\"proj_size\": 0)", R"(\"proj_size\": 2)"),
       "\"lstm.weight_hh_l0\" has shape [28,7], expected [28,2]"},
      {"more layers", changed(R"(\"num_layers\": 1)", R"(\"num_layers\": 2)"),
       "tensor \"lstm.weight_ih_l1\" is missing, expected [28,7]"},
      {"too many layers", changed(R"(\"num_layers\": 1)", R"(\"num_layers\":99)"), "1 to 64"},
      {"missing tensor", changed("\"lstm.bias_hh_l0\"", "\"lstm.bias_hh_l1\""),
       "tensor \"lstm.bias_hh_l0\" is missing, expected [28]"},
      {"integers for floats",
       changed(R"("dtype": "F32", "shape": [28, 5])", R"("dtype": "I32", "shape": [28, 5])"),
       "\"lstm.weight_ih_l0\" has dtype I32, expected F32 or F16"},
  };
}

TEST(SafeTensors, EveryKindOfDamageHasItsMessage) {
  for (const BadFile& bad : bad_files()) {
    SCOPED_TRACE(bad.what);
    const std::size_t before = testing::heap().allocated;
    const auto model = read_sequence_file(bad.bytes);
    EXPECT_LT(testing::heap().allocated - before, 40 * bad.bytes.size() + 20'000);
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().message.find(bad.message), std::string::npos) << model.error().message;
  }
}

TEST(SafeTensors, UnknownThingsAreUnsupportedRatherThanInvalid) {
  const auto layer = read_sequence_file(changed(R"(\"type\": \"lstm\")", R"(\"type\": \"gru!\")"));
  EXPECT_EQ(layer.error().code, ErrorCode::unsupported_model);
  const auto missing = read_sequence_file(changed("\"lstm.bias_hh_l0\"", "\"lstm.bias_hh_l1\""));
  EXPECT_EQ(missing.error().code, ErrorCode::invalid_model);
}

TEST(SafeTensors, NumbersThatAreNoneAreRefusedWithTheirPlace) {
  Bytes bytes = torch_file("odd");
  const auto file = read_safetensors(bytes);
  ASSERT_TRUE(file);
  const std::size_t offset = file->tensors.at("lstm.weight_hh_l0").offset;
  for (const float value : {NAN, INFINITY, -INFINITY}) {
    std::memcpy(bytes.data() + offset + 3 * sizeof(float), &value, sizeof value);
    const auto model = read_sequence_file(bytes);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().message,
              "safetensors: tensor \"lstm.weight_hh_l0\" holds NaN or an infinity at element 3");
  }
}

TEST(SafeTensors, AnyBitFlipGivesAModelOrAnError) {
  const Bytes good = torch_file("one_unit");
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    Bytes bytes = good;
    for (unsigned flips = random() % 3 + 1; flips > 0; --flips)
      bytes[random() % bytes.size()] ^= std::uint8_t(1U << random() % 8);
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    const std::size_t before = testing::heap().allocated;
    const auto model = read_sequence_file(bytes);
    EXPECT_LT(testing::heap().allocated - before, 300'000u);
    EXPECT_TRUE(model || !model.error().message.empty());
  }
}

TEST(SafeTensors, HalfNumbersAreExact) {
  EXPECT_EQ(half_to_float(0x3c00), 1.0f);
  EXPECT_EQ(half_to_float(0xc000), -2.0f);
  EXPECT_EQ(half_to_float(0x7bff), 65504.0f);
  EXPECT_EQ(half_to_float(0x0001), 0x1p-24f);
  EXPECT_EQ(half_to_float(0x03ff), 1023 * 0x1p-24f);
  EXPECT_EQ(half_to_float(0x0400), 0x1p-14f);
  EXPECT_TRUE(std::signbit(half_to_float(0x8000)));
  EXPECT_TRUE(std::isinf(half_to_float(0x7c00)));
  EXPECT_TRUE(std::isnan(half_to_float(0x7e01)));
}

struct BadChain {
  const char* architecture;
  const char* message;
};

/// Descriptions of tensors that the file "odd" does not have are found to be wrong before that.
TEST(Chain, LayersMustFitBehindOneAnother) {
  const BadChain chains[] = {
      {R"([])", "metadata: architecture: expected 1 to 256 layers"},
      {R"([7])", "metadata: architecture[0]: expected an object, found 7"},
      {R"([{"type":"linear","name":"a","in_features":3,"out_features":4},
           {"type":"linear","name":"b","in_features":5,"out_features":2}])",
       "safetensors: tensor \"a.weight\" is missing, expected [4,3]"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"linear","name":"fc","in_features":6,"out_features":2}])",
       "metadata: architecture[1].in_features: expected 7 as the layer before puts out, found 6"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"lstm","name":"up","input_size":8,"hidden_size":7}])",
       "metadata: architecture[1].input_size: expected 7 as the layer before puts out, found 8"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"einsum"}])",
       "metadata: architecture[1].type: expected one of additive_attention, attention, avg_pool, "
       "batch_norm, channel_attention, conv1d, conv2d, dropout, embedding, flatten, gelu, gru, "
       "hardsigmoid, hardswish, hardtanh, layer_norm, leaky_relu, linear, lstm, max_pool, relu, "
       "residual, sigmoid, silu, softmax, stack, tanh, found \"einsum\""},
      {R"([{"type":"relu"}])",
       "metadata: architecture[0].type: expected a layer before it that says how much comes in, "
       "found \"relu\""},
      {R"([{"type":"dropout","p":0.5}])",
       "metadata: architecture: expected layers that do something"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"conv1d","name":"c","in_channels":7,"out_channels":4,"kernel_size":3,"groups":2}])",
       "metadata: architecture[1].groups: expected a number that divides both channels, found 2"},
      {R"([{"type":"conv1d","name":"c","in_channels":3,"out_channels":4,"kernel_size":3,"groups":8}])",
       "metadata: architecture[0].groups: expected a number that divides both channels, found 8"},
      {R"([{"type":"conv1d","name":"c","in_channels":7,"out_channels":4,"kernel_size":3,"padding":3}])",
       "metadata: architecture[0].padding: expected less than the kernel, found 3"},
      {R"([{"type":"conv1d","name":"c","in_channels":8000,"out_channels":4,"kernel_size":255,"dilation":255}])",
       "metadata: architecture[0].dilation: expected at most 16777216 numbers from a kernel's "
       "first "
       "step to its last, found 255"},
      {R"([{"type":"conv2d","name":"c","in_channels":3,"out_channels":4,"kernel_size":[3,2.5]}])",
       "metadata: architecture[0].kernel_size: expected whole numbers, found [3,2.5]"},
      {R"([{"type":"conv2d","name":"c","in_channels":3,"out_channels":4,"kernel_size":[2,2]}])",
       "metadata: architecture[0].kernel_size: expected at most the 1 rows that come in, with "
       "their "
       "padding, found [2,2]"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"stack","frames":1024},{"type":"stack","frames":1024}])",
       "metadata: architecture[2].frames: expected at most 65536 numbers in all, found 1024"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"attention","name":"a","embed_dim":7,"num_heads":2}])",
       "metadata: architecture[1].num_heads: expected a divisor of embed_dim, found 2"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"residual","layers":[{"type":"stack","frames":2}]}])",
       "metadata: architecture[1].layers: expected as many steps and numbers out on both ways, "
       "found "
       "[{\"type\":\"stack\",\"frames\":2}]"},
      {R"([{"type":"lstm","name":"lstm","input_size":5,"hidden_size":7},
           {"type":"residual","layers":[{"type":"silu"},{"type":"linear","name":"l","in_features":8,"out_features":7}]}])",
       "metadata: architecture[1].layers[1].in_features: expected 7 as the layer before puts out, "
       "found 8"},
  };
  for (const BadChain& chain : chains) {
    const auto model = read_sequence_file(with_architecture(chain.architecture));
    ASSERT_FALSE(model) << chain.architecture;
    EXPECT_EQ(model.error().message, chain.message);
  }
}

TEST(Chain, NoTwoLayersShareATensor) {
  const std::string layer = R"({"type":"linear","name":"a","in_features":2,"out_features":2,)"
                            R"("bias":false})";
  const auto file = [&](const std::string& layers) {
    const std::string text = R"({"architecture":[)" + layers + "]}";
    return file_of(R"({"__metadata__":{"longhand":)" + json_text(text) +
                       R"(},"a.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}})",
                   16);
  };
  EXPECT_TRUE(read_sequence_file(file(layer)));
  const auto twice = read_sequence_file(file(layer + "," + layer));
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().message,
            "metadata: architecture: expected layers with tensors of their own, found "
            "\"a.weight\" in two");
}

/// The fixture "odd" as if its description named what it has besides the network otherwise.
Bytes with_other_tensors(const std::string& name) {
  return changed(R"(\"other_tensors\": [\"run\"])", R"(\"other_tensors\": [\")" + name + R"(\"])");
}

TEST(UnusedTensors, AreNamedAndRefused) {
  const auto model = read_sequence_file(with_other_tensors("ru."));
  ASSERT_TRUE(model);
  EXPECT_EQ(model->unused, (std::vector<std::string>{"run.cell", "run.cell0", "run.hidden",
                                                     "run.hidden0", "run.input", "run.output"}));
  const auto refused = check_complete(*model);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unsupported_model);
  EXPECT_EQ(refused.error().message,
            "metadata: architecture: expected a layer for each of the file's tensors, found none "
            "for \"run.cell\", \"run.cell0\", \"run.hidden\", \"run.hidden0\", ...: describe the "
            "layer, or name what the network does not need in other_tensors");
}

TEST(UnusedTensors, PassIfTheDescriptionSaysSo) {
  const auto model = read_sequence_file(torch_file("odd"));
  ASSERT_TRUE(model);
  EXPECT_TRUE(model->unused.empty());
  EXPECT_TRUE(check_complete(*model));
}

TEST(UnusedTensors, OfTheLstmItselfAreNoticed) {
  const auto model = read_sequence_file(changed(R"(\"bias\": true)", R"(\"bias\":false)"));
  ASSERT_TRUE(model);
  EXPECT_EQ(model->unused, (std::vector<std::string>{"lstm.bias_hh_l0", "lstm.bias_ih_l0"}));
}

}  // namespace
}  // namespace longhand::formats
