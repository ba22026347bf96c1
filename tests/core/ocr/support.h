#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "formats/traineddata.h"
#include "image/plane.h"

namespace longhand::ocr {

inline std::string fixture(const std::string& name) {
  return std::string(LONGHAND_FIXTURES) + "/ocr/" + name;
}

/// A model of Debian's tesseract-ocr-* packages, or of the folder LONGHAND_TESSDATA.
inline std::string model_path(const std::string& language) {
  const char* folder = std::getenv("LONGHAND_TESSDATA");
  return std::string(folder ? folder : "/usr/share/tesseract-ocr/5/tessdata") + "/" + language +
         ".traineddata";
}

/// Empty if there is no such file.
inline std::vector<std::uint8_t> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

/// The rows of a tab-separated fixture without its header.
inline std::vector<std::vector<std::string>> read_table(const std::string& name) {
  std::ifstream file(fixture(name));
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) rows.push_back(split(line, '\t'));
  return rows;
}

/// A binary PGM image of 255 greys, as Pillow writes it.
inline image::Plane read_pgm(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  int width = 0, height = 0, greys = 0;
  file >> magic >> width >> height >> greys;
  if (magic != "P5" || greys != 255) return {};
  file.get();
  image::Plane plane(width, height);
  file.read(reinterpret_cast<char*>(plane.pixels.data()), std::streamsize(plane.pixels.size()));
  return plane;
}

/// The image that tests/fixtures/ocr/generate.py scales: rows of interleaved channels.
inline std::vector<std::uint8_t> pattern(int width, int height, int channels) {
  std::vector<std::uint8_t> pixels;
  for (std::int64_t y = 0; y < height; ++y) {
    for (std::int64_t x = 0; x < width; ++x) {
      for (std::int64_t c = 0; c < channels; ++c) {
        const std::int64_t value = ((x * 2654435761 + y * 40503 + c * 97) >> 7) ^ (x * y * 31) ^
                                   (x / 5 * 83);
        pixels.push_back(std::uint8_t(value & 255));
      }
    }
  }
  return pixels;
}

template <class T>
std::uint64_t fnv1a(const std::vector<T>& bytes) {
  std::uint64_t value = 0xCBF29CE484222325u;
  for (const T byte : bytes) value = (value ^ std::uint8_t(byte)) * 0x100000001B3u;
  return value;
}

/// A character set of one-letter entries: a space, then the given ASCII letters as ids 1, 2, ...
inline std::vector<formats::Unichar> letters(std::string_view text) {
  std::vector<formats::Unichar> entries(1 + text.size());
  entries[0].text.assign(1, ' ');
  for (std::size_t i = 0; i < text.size(); ++i) {
    formats::Unichar& entry = entries[i + 1];
    entry.text = std::string(1, text[i]);
    entry.script = "Latin";
    const bool digit = text[i] >= '0' && text[i] <= '9';
    entry.properties = digit ? 8 : 1;
    entry.direction = digit ? 2 : 0;
  }
  return entries;
}

}  // namespace longhand::ocr
