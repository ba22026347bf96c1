#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace longhand::cli {

using Bytes = std::vector<std::uint8_t>;

/// Larger files are refused, also after decompression: a model is a few MB, rarely over 100.
constexpr std::size_t kMaxFileSize = std::size_t{1} << 30;

/// The whole of a file, or of stdin for "-". Throws Failure.
Bytes read_file(const std::string& path, std::size_t limit = kMaxFileSize);

/// As read_file; a gzip'ed file is decompressed, its plain size bounded by `limit`. Throws Failure.
Bytes read_model_file(const std::string& path, std::size_t limit = kMaxFileSize);

/// Writes a whole file, or stdout for "-". A failure leaves no half-written file. Throws Failure.
void write_file(const std::string& path, std::span<const std::uint8_t> bytes);

/// A file that is written piece by piece, or stdout for "-". The file is there once it is whole.
class OutputFile {
 public:
  /// Throws Failure.
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// Throws Failure.
  void write(std::string_view bytes);

  /// Makes it whole. Throws Failure.
  void finish();

 private:
  std::string path_, partial_;
  std::FILE* file_;
};

/// What messages call the file: its path, "stdin" for "-".
std::string name_for_messages(const std::string& path);

}  // namespace longhand::cli
