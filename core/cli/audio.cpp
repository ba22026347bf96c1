#include "audio.h"

#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

#include "commands.h"
#include "downmix.h"
#include "files.h"
#include "wav_data.h"

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
    if (path == "-") memory_.bytes = read_file("-");
    else path_ = path;
    open();
    if (file_ && info_.frames == 0) read_to_the_end();
    if (!file_) {
      throw Failure(name_ + ": expected WAV, FLAC, Ogg or MP3 audio: " + sf_strerror(nullptr));
    }
    if (info_.channels < 1 || info_.channels > kMostChannels) {
      throw Failure(name_ + ": expected 1 to " + std::to_string(kMostChannels) +
                    " channels, found " + std::to_string(info_.channels));
    }
    downmix_.emplace(info_.channels, info_.samplerate);
  }

  int rate() const override { return info_.samplerate; }

  bool read(std::vector<float>& samples, std::size_t most) override {
    const auto channels = std::size_t(info_.channels);
    interleaved_.resize(most * channels);
    const auto frames = sf_readf_float(file_.get(), interleaved_.data(), sf_count_t(most));
    if (sf_error(file_.get()) != SF_ERR_NO_ERROR) {
      throw Failure(name_ + ": " + sf_strerror(file_.get()));
    }
    samples.clear();
    for (std::size_t n = 0; n < std::size_t(frames); ++n) {
      const auto frame = std::span(interleaved_).subspan(n * channels, channels);
      samples.push_back(float(downmix_->mix(frame)));
    }
    return frames > 0;
  }

 private:
  void open() {
    SF_VIRTUAL_IO access{Memory::length, Memory::seek, Memory::read, Memory::write, Memory::tell};
    memory_.position = 0;
    file_.reset(path_.empty() ? sf_open_virtual(&access, SFM_READ, &info_, &memory_)
                              : sf_open(path_.c_str(), SFM_READ, &info_));
  }

  /// If it is a WAV file that was written as a stream: opens its samples alone.
  void read_to_the_end() {
    std::ifstream file(path_, std::ios::binary);
    const auto found = find_unsized_wav_data(
        [&](std::uint64_t offset, std::uint8_t* target, std::size_t count) {
          if (path_.empty()) {
            Memory::seek(sf_count_t(offset), SEEK_SET, &memory_);
            return std::size_t(Memory::read(target, sf_count_t(count), &memory_));
          }
          file.clear();
          file.seekg(std::streamoff(offset));
          file.read(reinterpret_cast<char*>(target), std::streamsize(count));
          return std::size_t(file.gcount());
        });
    if (!found) return;
    info_.format = SF_FORMAT_RAW | (info_.format & (SF_FORMAT_SUBMASK | SF_FORMAT_ENDMASK));
    open();
    auto start = sf_count_t(*found);
    if (!file_) return;
    sf_command(file_.get(), SFC_SET_RAW_START_OFFSET, &start, sizeof start);
    sf_seek(file_.get(), 0, SEEK_SET);
  }

  struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };
  std::string name_, path_;  ///< path_: empty = memory_
  Memory memory_;
  SF_INFO info_ = {};
  std::unique_ptr<SNDFILE, Close> file_;
  std::optional<Downmix> downmix_;
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
