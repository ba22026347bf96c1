// read_pages MODEL FOLDER FILE...: reads pages; FOLDER gets NAME.txt, NAME.lines.tsv (boxes,
// confidence, text) and times.tsv (ms) for each.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include <longhand/page.h>

#include "files.h"
#include "images.h"

namespace {

namespace fs = std::filesystem;
using namespace longhand;

void write_lines(const Page& page, const fs::path& path) {
  std::ofstream out(path);
  int number = 0;
  for (const Block& block : page.blocks) {
    for (const Paragraph& paragraph : block.paragraphs) {
      for (const PageLine& line : paragraph.lines) {
        const Box& box = line.box;
        out << box.left << '\t' << box.top << '\t' << box.right << '\t' << box.bottom << '\t'
            << number << '\t' << line.confidence << '\t' << line.text << '\n';
      }
    }
    ++number;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return std::fprintf(stderr, "read_pages MODEL FOLDER FILE...\n"), 2;
  auto model = OcrModel::load(cli::read_model_file(arguments[1]));
  if (!model) return std::fprintf(stderr, "%s\n", model.error().message.c_str()), 1;
  PageReader reader(std::make_shared<const OcrModel>(std::move(*model)));
  const fs::path folder = arguments[2];
  fs::create_directories(folder);
  std::ofstream times(folder / "times.tsv", std::ios::app);
  for (int i = 3; i < count; ++i) {
    const fs::path file = arguments[i];
    const std::string name = file.stem().string();
    const cli::Image image = cli::decode_image(cli::read_file(file.string()), name);
    const auto start = std::chrono::steady_clock::now();
    const auto page = reader.read(image.view());
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (!page) {
      std::fprintf(stderr, "%s: %s\n", name.c_str(), page.error().message.c_str());
      continue;
    }
    std::ofstream(folder / (name + ".txt")) << page->text << '\n';
    write_lines(*page, folder / (name + ".lines.tsv"));
    times << name << '\t' << took.count() << '\n';
  }
}
