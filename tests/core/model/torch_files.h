#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace longhand::testing {

inline std::vector<std::uint8_t> fixture_bytes(const std::string& path) {
  std::ifstream file(LONGHAND_FIXTURES "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A model of tests/fixtures/torch.
inline std::vector<std::uint8_t> torch_file(const std::string& name) {
  return fixture_bytes("torch/" + name + ".safetensors");
}

/// The model "odd" (LSTM 5 -> 7) with `from` in its header replaced by as many characters.
inline std::vector<std::uint8_t> changed(const std::string& from, const std::string& to) {
  const auto bytes = torch_file("odd");
  std::string text(bytes.begin(), bytes.end());
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  EXPECT_EQ(from.size(), to.size());
  text.replace(at, from.size(), to);
  return {text.begin(), text.end()};
}

}  // namespace longhand::testing
