#include "wav_data.h"

#include <array>
#include <string_view>

namespace longhand::cli {
namespace {

struct Header {
  std::array<std::uint8_t, 12> bytes;

  std::string_view tag(std::size_t at) const {
    return {reinterpret_cast<const char*>(bytes.data() + at), 4};
  }

  std::uint32_t size(bool little) const {
    std::uint32_t value = 0;
    for (std::size_t n = 0; n < 4; ++n) value = value << 8 | bytes[little ? 7 - n : 4 + n];
    return value;
  }
};

}  // namespace

std::optional<std::uint64_t> find_unsized_wav_data(const ReadAt& read) {
  Header riff;
  if (read(0, riff.bytes.data(), 12) < 12 || riff.tag(8) != "WAVE") return {};
  const bool little = riff.tag(0) == "RIFF";
  if (!little && riff.tag(0) != "RIFX") return {};
  const std::uint32_t whole = riff.size(little);
  Header chunk;
  for (std::uint64_t at = 12; read(at, chunk.bytes.data(), 8) == 8;) {
    const std::uint64_t size = chunk.size(little), start = at + 8;
    if (chunk.tag(0) == "data") {
      const bool open = whole == 0 || whole == UINT32_MAX || whole + 8ull <= start;
      return size == 0 && open ? std::optional(start) : std::nullopt;
    }
    at = start + size + size % 2;
  }
  return {};
}

}  // namespace longhand::cli
