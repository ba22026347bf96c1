#include "files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

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

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void write_stream(File file, const std::string& name, std::span<const std::uint8_t> bytes) {
  if (!file) fail_with_errno("cannot write " + name);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size())
    fail_with_errno("cannot write " + name);
  if (std::fclose(file.release()) != 0) fail_with_errno("cannot write " + name);
}

}  // namespace

std::string name_for_messages(const std::string& path) { return path == "-" ? "stdin" : path; }

Bytes read_file(const std::string& path, std::size_t limit) {
  if (path == "-") return read_stream(stdin, "stdin", limit);
  if (fs::is_directory(path)) throw Failure(path + " is a directory, expected a file");
  const File file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) fail_with_errno("cannot open " + path);
  return read_stream(file.get(), path, limit);
}

Bytes read_model_file(const std::string& path, std::size_t limit) {
  Bytes bytes = read_file(path, limit);
  return is_gzip(bytes) ? gunzip(bytes, limit, name_for_messages(path)) : bytes;
}

void write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (path == "-") {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size())
      fail_with_errno("cannot write stdout");
    return;
  }
  const std::string partial = path + ".part";
  try {
    write_stream(File(std::fopen(partial.c_str(), "wb"), std::fclose), partial, bytes);
    fs::rename(partial, path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(partial, ignored);
    throw;
  }
}

}  // namespace longhand::cli
