#include "audio.h"

#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "commands.h"
#include "files.h"

namespace longhand::cli {
namespace {

constexpr int kMostChannels = 64;

/// Bytes in memory with a position, for libsndfile.
struct Memory {
  Bytes bytes;
  sf_count_t position = 0;

  sf_count_t size() const { return sf_count_t(bytes.size()); }

  static Memory& of(void* self) { return *static_cast<Memory*>(self); }
  static sf_count_t length(void* self) { return of(self).size(); }
  static sf_count_t tell(void* self) { return of(self).position; }

  static sf_count_t seek(sf_count_t offset, int whence, void* self) {
    const sf_count_t from = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? of(self).position
                                                 : of(self).size();
    return of(self).position = std::clamp<sf_count_t>(from + offset, 0, of(self).size());
  }

  static sf_count_t read(void* target, sf_count_t count, void* self) {
    Memory& memory = of(self);
    const auto got = std::clamp<sf_count_t>(count, 0, memory.size() - memory.position);
    std::copy_n(memory.bytes.begin() + memory.position, got, static_cast<std::uint8_t*>(target));
    memory.position += got;
    return got;
  }

  static sf_count_t write(const void*, sf_count_t, void*) { return 0; }
};

class SoundFile : public AudioSource {
 public:
  explicit SoundFile(const std::string& path) : name_(name_for_messages(path)) {
    file_.reset(path == "-" ? open_stdin() : sf_open(path.c_str(), SFM_READ, &info_));
    if (!file_) {
      throw Failure(name_ + ": expected WAV, FLAC, Ogg or MP3 audio: " + sf_strerror(nullptr));
    }
    if (info_.channels < 1 || info_.channels > kMostChannels) {
      throw Failure(name_ + ": expected 1 to " + std::to_string(kMostChannels) +
                    " channels, found " + std::to_string(info_.channels));
    }
  }

  int rate() const override { return info_.samplerate; }

  bool read(std::vector<float>& samples, std::size_t most) override {
    interleaved_.resize(most * std::size_t(info_.channels));
    const auto frames = sf_readf_float(file_.get(), interleaved_.data(), sf_count_t(most));
    if (sf_error(file_.get()) != SF_ERR_NO_ERROR) {
      throw Failure(name_ + ": " + sf_strerror(file_.get()));
    }
    samples.assign(std::size_t(frames), 0.0f);
    for (std::size_t n = 0; n < samples.size() * info_.channels; ++n) {
      samples[n / info_.channels] += interleaved_[n] / float(info_.channels);
    }
    return frames > 0;
  }

 private:
  SNDFILE* open_stdin() {
    memory_.bytes = read_file("-");
    SF_VIRTUAL_IO access{Memory::length, Memory::seek, Memory::read, Memory::write, Memory::tell};
    return sf_open_virtual(&access, SFM_READ, &info_, &memory_);
  }

  struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };
  std::string name_;
  Memory memory_;
  SF_INFO info_ = {};
  std::unique_ptr<SNDFILE, Close> file_;
  std::vector<float> interleaved_;
};

class RawStdin : public AudioSource {
 public:
  explicit RawStdin(int rate) : rate_(rate) {}

  int rate() const override { return rate_; }

  bool read(std::vector<float>& samples, std::size_t most) override {
    ssize_t got;
    do {
      got = ::read(STDIN_FILENO, bytes_.data() + kept_, std::min(bytes_.size(), 2 * most) - kept_);
    } while (got < 0 && errno == EINTR);
    if (got < 0) throw Failure(std::string("cannot read stdin: ") + std::strerror(errno));
    const std::size_t count = kept_ + std::size_t(got);
    samples.clear();
    for (std::size_t at = 0; at + 1 < count; at += 2) {
      samples.push_back(float(std::int16_t(bytes_[at] | bytes_[at + 1] << 8)) / 32768.0f);
    }
    kept_ = count % 2;
    if (kept_) bytes_[0] = bytes_[count - 1];
    return got > 0;
  }

 private:
  int rate_;
  std::array<std::uint8_t, 8192> bytes_;
  std::size_t kept_ = 0;  ///< the first half of a sample
};

}  // namespace

std::unique_ptr<AudioSource> open_audio(const std::string& path) {
  return std::make_unique<SoundFile>(path);
}

std::unique_ptr<AudioSource> open_raw_stdin(int rate) { return std::make_unique<RawStdin>(rate); }

}  // namespace longhand::cli
