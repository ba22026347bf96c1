#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace longhand::testing {

/// The folder of Debian's models: $LONGHAND_TESSDATA, or where Debian puts them.
inline std::string tessdata() {
  const char* folder = std::getenv("LONGHAND_TESSDATA");
  return folder ? folder : "/usr/share/tesseract-ocr/5/tessdata";
}

inline std::vector<std::uint8_t> file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace longhand::testing
