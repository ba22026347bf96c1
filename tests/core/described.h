#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace longhand {

/// A `.safetensors` with a piece of its description replaced by one that is not longer.
inline std::vector<std::uint8_t> edited(std::vector<std::uint8_t> bytes, std::string old,
                                        std::string with) {
  const auto escape = [](std::string& text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) {
      text.insert(at, 1, '\\');
    }
  };
  escape(old);
  escape(with);
  with.resize(std::max(with.size(), old.size()), ' ');
  const auto found = std::search(bytes.begin(), bytes.end(), old.begin(), old.end());
  EXPECT_NE(found, bytes.end()) << old;
  EXPECT_EQ(with.size(), old.size()) << with;
  if (found != bytes.end()) std::copy(with.begin(), with.end(), found);
  return bytes;
}

}  // namespace longhand
