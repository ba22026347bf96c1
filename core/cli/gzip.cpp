#include "gzip.h"

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

#include "commands.h"

namespace longhand::cli {
namespace {

class Inflater {
 public:
  Inflater() {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw Failure("zlib cannot start");
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Feeds input, appends what comes out, and returns zlib's answer.
  int step(std::span<const std::uint8_t>& input, Bytes& output) {
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    const auto offered = static_cast<uInt>(std::min(input.size(), kMost));
    stream_.next_in = const_cast<Bytef*>(input.data());
    stream_.avail_in = offered;
    stream_.next_out = buffer_.data();
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int answer = inflate(&stream_, Z_NO_FLUSH);
    input = input.subspan(offered - stream_.avail_in);
    output.insert(output.end(), buffer_.begin(), buffer_.end() - stream_.avail_out);
    return answer;
  }

  void next_member() { inflateReset(&stream_); }

 private:
  z_stream stream_{};
  std::array<std::uint8_t, 1 << 16> buffer_{};
};

}  // namespace

bool is_gzip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

Bytes gunzip(std::span<const std::uint8_t> bytes, std::size_t limit, const std::string& name) {
  Inflater inflater;
  Bytes plain;
  for (int answer = Z_OK; answer != Z_STREAM_END;) {
    answer = inflater.step(bytes, plain);
    if (answer != Z_OK && answer != Z_STREAM_END)
      throw Failure(name + ": damaged or truncated gzip data");
    if (plain.size() > limit)
      throw Failure(name + ": more than " + std::to_string(limit) + " bytes after decompression");
    if (answer == Z_STREAM_END && is_gzip(bytes)) {
      inflater.next_member();
      answer = Z_OK;
    }
  }
  return plain;
}

}  // namespace longhand::cli
