#include "formats/byte_reader.h"

namespace longhand::formats {

std::span<const std::uint8_t> ByteReader::take(std::uint64_t size) {
  if (!ok()) return {};
  if (size > remaining()) {
    fail("expected " + std::to_string(size) + " more bytes, found " + std::to_string(remaining()) +
         ": truncated or damaged");
    return {};
  }
  const auto taken = bytes_.subspan(position_, static_cast<std::size_t>(size));
  position_ += taken.size();
  return taken;
}

std::uint32_t ByteReader::read_count(std::size_t item_size, std::string_view what) {
  const auto count = read<std::uint32_t>();
  if (count <= remaining() / item_size) return count;
  fail("announces " + std::to_string(count) + " " + std::string(what) + ", but only " +
       std::to_string(remaining()) + " bytes follow");
  return 0;
}

std::string_view ByteReader::read_text() {
  const auto raw = take(read_count(1, "bytes of text"));
  return {reinterpret_cast<const char*>(raw.data()), raw.size()};
}

void ByteReader::fail(std::string_view message, ErrorCode code) {
  if (!ok()) return;
  message_ = name_ + ", byte " + std::to_string(position_) + ": " + std::string(message);
  code_ = code;
}

}  // namespace longhand::formats
