#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <longhand/error.h>

namespace longhand::formats {

static_assert(std::endian::native == std::endian::little, "model files are read as they lie");

/// Walks over untrusted little-endian bytes. The first failure sticks: from then on every read
/// gives zeros or nothing, so a caller may read a few values and ask `ok()` once before it uses
/// them.
class ByteReader {
 public:
  /// `name` says in messages what is being read.
  ByteReader(std::span<const std::uint8_t> bytes, std::string name)
      : bytes_(bytes), name_(std::move(name)) {}

  template <class T>
  T read() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value{};
    const auto raw = take(sizeof(T));
    if (!raw.empty()) std::memcpy(&value, raw.data(), sizeof(T));
    return value;
  }

  /// The next `size` bytes, or nothing if fewer are left.
  std::span<const std::uint8_t> take(std::uint64_t size);

  /// A uint32 that announces items of at least `item_size` bytes each; 0 if they cannot all follow.
  std::uint32_t read_count(std::size_t item_size, std::string_view what);

  /// Text after its uint32 length.
  std::string_view read_text();

  void skip(std::uint64_t size) { take(size); }

  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }

  bool ok() const { return message_.empty(); }
  void fail(std::string_view message, ErrorCode code = ErrorCode::invalid_model);
  Error error() const { return {code_, message_}; }

 private:
  std::span<const std::uint8_t> bytes_;
  std::string name_;
  std::size_t position_ = 0;
  std::string message_;
  ErrorCode code_ = ErrorCode::invalid_model;
};

}  // namespace longhand::formats
