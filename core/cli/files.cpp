#include "files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "commands.h"
#include "gzip.h"

namespace longhand::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_with_errno(const std::string& what) {
  throw Failure(what + ": " + std::strerror(errno));
}

Bytes read_stream(std::FILE* file, const std::string& name, std::size_t limit) {
  constexpr std::size_t kChunk = 1 << 16;
  Bytes bytes;
  for (std::size_t got = 1; got != 0;) {
    const std::size_t filled = bytes.size();
    bytes.resize(filled + kChunk);
    got = std::fread(bytes.data() + filled, 1, kChunk, file);
    bytes.resize(filled + got);
    if (bytes.size() > limit)
      throw Failure(name + ": larger than " + std::to_string(limit) + " bytes");
  }
  if (std::ferror(file)) fail_with_errno("cannot read " + name);
  return bytes;
}

}  // namespace

std::string name_for_messages(const std::string& path) { return path == "-" ? "stdin" : path; }

Bytes read_file(const std::string& path, std::size_t limit) {
  if (path == "-") return read_stream(stdin, "stdin", limit);
  if (fs::is_directory(path)) throw Failure(path + " is a directory, expected a file");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             std::fclose);
  if (!file) fail_with_errno("cannot open " + path);
  return read_stream(file.get(), path, limit);
}

Bytes read_model_file(const std::string& path, std::size_t limit) {
  Bytes bytes = read_file(path, limit);
  return is_gzip(bytes) ? gunzip(bytes, limit, name_for_messages(path)) : bytes;
}

void write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  OutputFile file(path);
  file.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  file.finish();
}

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)),
      partial_(path_ == "-" ? "stdout" : path_ + ".part"),
      file_(path_ == "-" ? stdout : std::fopen(partial_.c_str(), "wb")) {
  if (!file_) fail_with_errno("cannot write " + partial_);
}

OutputFile::~OutputFile() {
  if (path_ == "-") return;
  if (file_) std::fclose(file_);
  std::error_code ignored;
  fs::remove(partial_, ignored);
}

void OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size())
    fail_with_errno("cannot write " + partial_);
}

void OutputFile::finish() {
  const bool whole = path_ == "-" ? std::fflush(stdout) == 0
                                  : std::fclose(std::exchange(file_, nullptr)) == 0;
  if (!whole) fail_with_errno("cannot write " + partial_);
  if (path_ != "-") fs::rename(partial_, path_);
}

}  // namespace longhand::cli
