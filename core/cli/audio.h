#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace longhand::cli {

/// Sound that is read in pieces, mixed down to one channel.
class AudioSource {
 public:
  virtual ~AudioSource() = default;
  virtual int rate() const = 0;  ///< Hz

  /// Replaces `samples` by the next ones, at most `most` and nominally -1..1; false at the end.
  /// Throws Failure.
  virtual bool read(std::vector<float>& samples, std::size_t most) = 0;
};

/// Opens a WAV, FLAC, Ogg (Vorbis, Opus), MP3, AIFF, AU or CAF file; "-" is stdin, which is read to
/// its end. Throws Failure.
std::unique_ptr<AudioSource> open_audio(const std::string& path);

/// Headerless 16-bit little-endian mono samples from stdin, handed on as they arrive.
std::unique_ptr<AudioSource> open_raw_stdin(int rate);

}  // namespace longhand::cli
