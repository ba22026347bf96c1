#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include <longhand/document.h>

#include "document/glyphless_font.h"
#include "document/pdf_font.h"
#include "document/pdf_text.h"
#include "text/number.h"

namespace longhand {
namespace {

constexpr float kPointsPerInch = 72;
constexpr float kLengthOfA4 = 842;     ///< points
constexpr float kLargestPage = 14400;  ///< points a side

/// Objects that every document has.
enum Object {
  none,
  catalog,
  pages,
  font,
  letters,
  descriptor,
  font_file,
  to_unicode,
  info,
  first_free
};

std::string reference(int object) { return std::to_string(object) + " 0 R"; }

std::string number(double value) { return text::fixed(value, 2); }

/// Where the unit square of an image lies on its page, as the picture must be read.
std::string placed(const PdfPicture& picture, const Page& page) {
  const auto corner = [&](bool right, bool bottom) -> PagePoint {
    const bool column = right != picture.from_right, row = bottom != picture.from_bottom;
    const bool x = picture.swapped ? row : column, y = picture.swapped ? column : row;
    return {x ? float(page.width) : 0, y ? 0 : float(page.height)};
  };
  const PagePoint from = corner(false, true), right = corner(true, true), up = corner(false, false);
  std::string matrix;
  for (const float part :
       {right.x - from.x, right.y - from.y, up.x - from.x, up.y - from.y, from.x, from.y})
    matrix += number(part) + ' ';
  return matrix + "cm";
}

std::string entries(const PdfPicture& picture) {
  return "/Type /XObject /Subtype /Image /Width " + std::to_string(picture.width) + " /Height " +
         std::to_string(picture.height) + " /ColorSpace " +
         (picture.channels == 1 ? "/DeviceGray" : "/DeviceRGB") + " /BitsPerComponent " +
         std::to_string(picture.bits) + " /Filter " +
         (picture.coding == PdfPicture::Coding::jpeg ? "/DCTDecode" : "/FlateDecode");
}

float points_per_pixel(const Page& page, float dpi) {
  const auto side = float(std::max({page.width, page.height, 1}));
  return std::min(dpi > 0 ? kPointsPerInch / dpi : kLengthOfA4 / side, kLargestPage / side);
}

}  // namespace

struct PdfWriter::Impl {
  Pack pack;
  std::string out;        ///< written, but not taken yet
  std::size_t taken = 0;  ///< bytes
  std::vector<std::size_t> offsets = std::vector<std::size_t>(first_free);
  std::vector<int> page_objects;
  document::PdfFont letters_used;

  int new_object() {
    offsets.push_back(0);
    return int(offsets.size()) - 1;
  }

  void begin_object(int object) {
    offsets[std::size_t(object)] = taken + out.size();
    out += std::to_string(object) + " 0 obj\n";
  }

  void dictionary(int object, const std::string& content) {
    begin_object(object);
    out += "<< " + content + " >>\nendobj\n";
  }

  void stream(int object, const std::string& content, std::string_view bytes) {
    begin_object(object);
    out += "<< " + content + (content.empty() ? "" : " ") + "/Length " +
           std::to_string(bytes.size()) + " >>\nstream\n";
    out += bytes;
    out += "\nendstream\nendobj\n";
  }

  void packed(int object, const std::string& content, const std::string& bytes) {
    if (!pack) return stream(object, content, bytes);
    stream(object, content + (content.empty() ? "" : " ") + "/Filter /FlateDecode", pack(bytes));
  }

  std::string take() {
    taken += out.size();
    return std::exchange(out, {});
  }

  void add_font();
  void add_end();
};

void PdfWriter::Impl::add_font() {
  const std::string name = "/BaseFont /LonghandUnseen";
  const std::string height = std::to_string(document::kGlyphAscent);
  const std::string depth = std::to_string(-document::kGlyphDescent);
  const std::string width = std::to_string(document::kGlyphWidth);
  dictionary(font, "/Type /Font /Subtype /Type0 " + name +
                       " /Encoding /Identity-H /DescendantFonts [" + reference(letters) +
                       "] /ToUnicode " + reference(to_unicode));
  dictionary(letters, "/Type /Font /Subtype /CIDFontType2 " + name +
                          " /CIDToGIDMap /Identity /CIDSystemInfo << /Registry (Adobe) /Ordering "
                          "(Identity) /Supplement 0 >> /FontDescriptor " +
                          reference(descriptor) + " /DW " + width);
  dictionary(descriptor, "/Type /FontDescriptor /FontName /LonghandUnseen /Flags 5 /FontBBox [0 " +
                             depth + ' ' + width + ' ' + height + "] /ItalicAngle 0 /Ascent " +
                             height + " /Descent " + depth + " /CapHeight " + height +
                             " /StemV 80 /FontFile2 " + reference(font_file));
  const std::string file = document::glyphless_font(letters_used.glyphs());
  packed(font_file, "/Length1 " + std::to_string(file.size()), file);
  packed(to_unicode, "", letters_used.to_unicode());
}

/// The table of all objects' places, and where it is.
void PdfWriter::Impl::add_end() {
  const std::size_t start = taken + out.size();
  const std::string count = std::to_string(offsets.size());
  out += "xref\n0 " + count + "\n0000000000 65535 f \n";
  for (std::size_t object = 1; object < offsets.size(); ++object) {
    const std::string offset = std::to_string(offsets[object]);
    out.append(10 - std::min<std::size_t>(10, offset.size()), '0');
    out += offset + " 00000 n \n";
  }
  out += "trailer\n<< /Size " + count + " /Root " + reference(catalog) + " /Info " +
         reference(info) + " >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

PdfWriter::PdfWriter(Pack pack) : impl_(std::make_unique<Impl>()) {
  impl_->pack = std::move(pack);
  impl_->out = "%PDF-1.5\n%\xe2\xe3\xcf\xd3\n";  // bytes that no text has
}
PdfWriter::PdfWriter(PdfWriter&&) noexcept = default;
PdfWriter& PdfWriter::operator=(PdfWriter&&) noexcept = default;
PdfWriter::~PdfWriter() = default;

std::string PdfWriter::add(const Page& page, const PdfPicture& picture) {
  const int image = impl_->new_object(), content = impl_->new_object(), leaf = impl_->new_object();
  const float scale = points_per_pixel(page, picture.dpi);
  const std::string zoom = text::fixed(scale, 6);
  const std::string text = document::pdf_text(page, impl_->letters_used);
  impl_->stream(image, entries(picture),
                {reinterpret_cast<const char*>(picture.bytes.data()), picture.bytes.size()});
  impl_->packed(
      content, "",
      zoom + " 0 0 " + zoom + " 0 0 cm\nq " + placed(picture, page) + " /Im Do Q\n" + text);
  impl_->dictionary(
      leaf, "/Type /Page /Parent " + reference(pages) + " /MediaBox [0 0 " +
                number(scale * float(page.width)) + ' ' + number(scale * float(page.height)) +
                "] /Rotate " + std::to_string((360 - page.orientation) % 360) +
                " /Resources << /XObject << /Im " + reference(image) + " >> /Font << /F " +
                reference(font) + " >> >> /Contents " + reference(content));
  impl_->page_objects.push_back(leaf);
  return impl_->take();
}

std::string PdfWriter::finish() {
  std::string kids;
  for (const int leaf : impl_->page_objects) kids += reference(leaf) + ' ';
  impl_->dictionary(catalog, "/Type /Catalog /Pages " + reference(pages));
  impl_->dictionary(pages, "/Type /Pages /Kids [" + kids + "] /Count " +
                               std::to_string(impl_->page_objects.size()));
  impl_->dictionary(info, "/Producer (Longhand)");
  impl_->add_font();
  impl_->add_end();
  return impl_->take();
}

}  // namespace longhand
