#include "jpeg_header.h"

#include <algorithm>
#include <string_view>

namespace longhand::cli {
namespace {

using Segment = std::span<const std::uint8_t>;

int pair_at(Segment bytes, std::size_t at) { return bytes[at] << 8 | bytes[at + 1]; }

/// Whether a segment tells the frame's size: SOF0 to SOF15, without DHT, JPG and DAC.
bool tells_size(int marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

float jfif_dpi(Segment segment) {
  constexpr std::string_view kName("JFIF\0", 5);
  if (segment.size() < 12 || !std::equal(kName.begin(), kName.end(), segment.begin())) return 0;
  const int unit = segment[7];
  const auto density = float(pair_at(segment, 8));
  return unit == 1 ? density : unit == 2 ? density * 2.54f : 0;
}

}  // namespace

std::optional<JpegHeader> read_jpeg_header(const Bytes& file) {
  Segment rest = file;
  if (rest.size() < 4 || rest[0] != 0xff || rest[1] != 0xd8) return std::nullopt;
  JpegHeader header;
  for (rest = rest.subspan(2); rest.size() >= 4 && rest[0] == 0xff;) {
    const int marker = rest[1];
    if (marker == 0xff) {  // padding
      rest = rest.subspan(1);
      continue;
    }
    const auto length = std::size_t(pair_at(rest, 2));
    if (length < 2 || length + 2 > rest.size()) break;
    const Segment segment = rest.subspan(4, length - 2);
    if (marker == 0xe0 && header.dpi == 0) header.dpi = jfif_dpi(segment);
    if (tells_size(marker) && segment.size() >= 6) {
      header.height = pair_at(segment, 1);
      header.width = pair_at(segment, 3);
      header.channels = segment[5];
      return header;
    }
    rest = rest.subspan(2 + length);
  }
  return std::nullopt;
}

}  // namespace longhand::cli
