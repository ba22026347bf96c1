// Documents without Embind, whose part would be half of the module. JavaScript packs what is to be
// written into one input, in the order in which it is read here: numbers of four bytes,
// little-endian; texts and lists behind their lengths.
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emscripten/emscripten.h>
#include <longhand/document.h>

namespace longhand::wasm {
namespace {

std::vector<std::uint8_t> input;
std::string output;
PdfWriter* pdf = nullptr;

/// Takes the input apart, which `pack.ts` put together.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  template <class Number>
  Number take() {
    Number number;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
  }

  int whole() { return take<std::int32_t>(); }
  float real() { return take<float>(); }

  std::span<const std::uint8_t> bytes() { return take(std::size_t(whole())); }

  std::string text() {
    const auto letters = bytes();
    return {letters.begin(), letters.end()};
  }

  template <class T>
  std::vector<T> list(T (Reader::*one)()) {
    std::vector<T> all;
    for (int count = whole(); count > 0; --count) all.push_back((this->*one)());
    return all;
  }

  Page page() {
    Page page;
    page.width = whole();
    page.height = whole();
    page.orientation = whole();
    page.blocks = list(&Reader::block);
    return page;
  }

 private:
  std::span<const std::uint8_t> take(std::size_t size) {
    const auto taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

  Box box() {
    const int left = whole(), top = whole(), right = whole(), bottom = whole();
    return {left, top, right, bottom};
  }

  template <std::size_t size>
  void points(std::array<PagePoint, size>& all) {
    for (auto& [x, y] : all) {
      x = real();
      y = real();
    }
  }

  Symbol symbol() {
    Symbol symbol;
    symbol.text = text();
    symbol.box = box();
    return symbol;
  }

  Word word() {
    Word word;
    word.text = text();
    word.confidence = real();
    word.box = box();
    word.symbols = list(&Reader::symbol);
    return word;
  }

  PageLine line() {
    PageLine line;
    line.text = text();
    line.box = box();
    points(line.polygon);
    points(line.baseline);
    line.same_line = whole() != 0;
    line.words = list(&Reader::word);
    return line;
  }

  Paragraph paragraph() {
    Paragraph paragraph;
    paragraph.box = box();
    paragraph.lines = list(&Reader::line);
    return paragraph;
  }

  Block block() {
    Block block;
    block.box = box();
    block.paragraphs = list(&Reader::paragraph);
    return block;
  }

  std::span<const std::uint8_t> rest_;
};

/// In the order of `pdf_picture.ts`.
PdfPicture picture_of(Reader& reader) {
  PdfPicture picture;
  picture.coding = reader.whole() ? PdfPicture::Coding::jpeg : PdfPicture::Coding::deflate;
  picture.width = reader.whole();
  picture.height = reader.whole();
  picture.channels = reader.whole();
  picture.bits = reader.whole();
  picture.swapped = reader.whole() != 0;
  picture.from_right = reader.whole() != 0;
  picture.from_bottom = reader.whole() != 0;
  picture.dpi = reader.real();
  picture.bytes = reader.bytes();
  return picture;
}

/// JavaScript packs as zlib does: into the input, of which the size comes back.
extern "C" __attribute__((import_module("env"), import_name("pack"))) std::size_t pack_into_input(
    const char* bytes, std::size_t size);

std::string pack(std::string_view bytes) {
  const std::size_t size = pack_into_input(bytes.data(), bytes.size());
  return {reinterpret_cast<const char*>(input.data()), size};
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint8_t* input_of(std::size_t size) {
  input.resize(size);
  return input.data();
}

EMSCRIPTEN_KEEPALIVE const char* output_data() { return output.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t output_size() { return output.size(); }

/// Writes the input's pages, each behind the file of its picture.
EMSCRIPTEN_KEEPALIVE void write(int form) {
  const Format* const forms[] = {&kHocr, &kAlto, &kTsv, &kMarkdown};
  Reader reader(input);
  const int count = reader.whole();
  std::vector<std::string> sources;
  std::vector<Page> pages;
  for (int i = 0; i < count; ++i) {
    sources.push_back(reader.text());
    pages.push_back(reader.page());
  }
  std::vector<Sheet> sheets;
  for (int i = 0; i < count; ++i)
    sheets.push_back({pages[std::size_t(i)], sources[std::size_t(i)], i + 1});
  output = to_document(*forms[form], sheets);
}

/// Writes the input's page and its picture into the PDF file of this instance.
EMSCRIPTEN_KEEPALIVE void add_to_pdf() {
  const std::vector<std::uint8_t> given = std::move(input);
  Reader reader(given);
  if (!pdf) pdf = new PdfWriter(pack);
  const Page page = reader.page();
  output = pdf->add(page, picture_of(reader));
}

EMSCRIPTEN_KEEPALIVE void end_pdf() { output = pdf->finish(); }
}

}  // namespace longhand::wasm
