#pragma once

#include <zlib.h>

#include "files.h"

namespace longhand::cli {

/// Packs what is added to it as zlib does.
class Packer {
 public:
  Packer();
  ~Packer() { deflateEnd(&stream_); }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  void add(std::span<const std::uint8_t> bytes) { run(bytes, Z_NO_FLUSH); }
  Bytes finish();

 private:
  void run(std::span<const std::uint8_t> bytes, int flush);

  z_stream stream_{};
  Bytes packed_;
};

}  // namespace longhand::cli
