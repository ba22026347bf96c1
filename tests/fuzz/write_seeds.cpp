/// Writes small valid files for the fuzzers to start from: write_seeds FOLDER
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "formats/tiny_model.h"

namespace {

using longhand::testing::TinyModel;

void write(const std::filesystem::path& path, const auto& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

constexpr std::string_view kArpa =
    "\\data\\\nngram 1=4\nngram 2=2\n\n\\1-grams:\n-1.0 <unk>\n-99 <s> -0.3\n-1.2 </s>\n"
    "-0.7 word -0.2\n\n\\2-grams:\n-0.4 <s> word\n-0.5 word </s>\n\n\\end\\\n";

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_seeds FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  write(folder / "traineddata/int8", TinyModel{}.bytes());
  write(folder / "traineddata/float", TinyModel{.int8 = false}.bytes());
  write(folder / "traineddata/checkpoint",
        TinyModel{.int8 = false, .training = true, .weight_mode = 128 | 4}.bytes());
  write(folder / "traineddata/inner", TinyModel{.inner_charset = true}.bytes());
  write(folder / "traineddata/numbers", TinyModel{.type_numbers = true}.bytes());
  write(folder / "traineddata/identity", TinyModel{.recodes = false, .softmax_outputs = 8}.bytes());
  write(folder / "language_model/bigram", kArpa);
  write(folder / "language_model/words", std::string("one\ntwo\n"));
}
