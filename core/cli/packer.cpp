#include "packer.h"

#include <utility>

#include "commands.h"

namespace longhand::cli {

Packer::Packer() {
  if (deflateInit(&stream_, Z_DEFAULT_COMPRESSION) != Z_OK) throw Failure("out of memory");
}

Bytes Packer::finish() {
  run({}, Z_FINISH);
  return std::move(packed_);
}

void Packer::run(std::span<const std::uint8_t> bytes, int flush) {
  stream_.next_in = const_cast<std::uint8_t*>(bytes.data());  // zlib only reads there
  stream_.avail_in = unsigned(bytes.size());
  do {
    std::uint8_t chunk[1 << 14];
    stream_.next_out = chunk;
    stream_.avail_out = sizeof chunk;
    deflate(&stream_, flush);
    packed_.insert(packed_.end(), chunk, stream_.next_out);
  } while (stream_.avail_out == 0);
}

}  // namespace longhand::cli
