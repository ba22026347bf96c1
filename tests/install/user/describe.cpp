#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include <longhand/model.h>
#include <longhand/ocr.h>
#include <longhand/speech.h>

/// describe FILE: says what a model is.
int main(int, char** arguments) {
  std::ifstream file(arguments[1], std::ios::binary);
  const std::vector<char> read{std::istreambuf_iterator<char>(file), {}};
  const std::vector<std::uint8_t> bytes(read.begin(), read.end());
  const auto info = longhand::inspect(bytes);
  if (!info) {
    std::cerr << info.error().message << '\n';
    return 1;
  }
  const bool runs = longhand::SpeechModel::load(bytes).has_value();
  std::cout << info->kind << ", " << info->characters << " characters" << (runs ? "" : ", broken")
            << '\n';
}
