#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace longhand::formats {

/// The packed edges of a word graph where they lie, at any address: most of a model is its word
/// list, too much to copy. Owns nothing.
class EdgeList {
 public:
  EdgeList() = default;
  explicit EdgeList(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size() / sizeof(std::uint64_t); }
  bool empty() const { return size() == 0; }
  std::uint64_t operator[](std::size_t index) const {
    std::uint64_t edge;
    std::memcpy(&edge, bytes_.data() + index * sizeof edge, sizeof edge);
    return edge;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace longhand::formats
