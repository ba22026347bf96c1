#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <longhand/page.h>

namespace longhand {

/// A page of a document.
struct Sheet {
  const Page& page;
  std::string_view source;  ///< the file of its picture
  int number = 1;           ///< in its document, from 1 on
};

/// What a document is written as. The texts of begin, of page for each page, and of end follow each
/// other.
struct Format {
  std::string (*begin)(std::string_view source);  ///< the file of all pages; empty if of several
  std::string (*page)(const Sheet& sheet);
  std::string (*end)();
};

extern const Format kHocr;      ///< hOCR 1.2, as XHTML
extern const Format kAlto;      ///< ALTO 4.4
extern const Format kTsv;       ///< Tesseract's columns: level, page_num, ..., conf, text
extern const Format kMarkdown;  ///< headings by the size of letters, tables; rules between pages

std::string to_document(const Format& format, std::span<const Sheet> sheets);

inline std::string to_hocr(std::span<const Sheet> sheets) { return to_document(kHocr, sheets); }
inline std::string to_alto(std::span<const Sheet> sheets) { return to_document(kAlto, sheets); }
inline std::string to_tsv(std::span<const Sheet> sheets) { return to_document(kTsv, sheets); }
inline std::string to_markdown(std::span<const Sheet> sheets) {
  return to_document(kMarkdown, sheets);
}

/// The picture of a page as PDF can hold it.
struct PdfPicture {
  enum class Coding {
    jpeg,     ///< a whole JPEG file of one or three channels
    deflate,  ///< rows of pixels, each from a new byte on, packed as zlib does
  };
  Coding coding = Coding::jpeg;
  std::span<const std::uint8_t> bytes;
  int width = 0, height = 0;  ///< pixels, as stored
  int channels = 1;           ///< 1 grey, 3 RGB
  int bits = 8;               ///< of a channel: 1 or 8

  /// How the page sees it: first with rows and columns swapped, then from the other end of the
  /// stored ones.
  bool swapped = false, from_right = false, from_bottom = false;

  float dpi = 0;  ///< pixels per inch; 0 if unknown, the page is then as long as A4
};

/// Writes a PDF file of pictures under which their text lies unseen, to be found and copied.
class PdfWriter {
 public:
  /// Packs bytes as zlib does.
  using Pack = std::function<std::string(std::string_view bytes)>;

  /// What can be packed is, if `pack` is there.
  explicit PdfWriter(Pack pack = {});
  PdfWriter(PdfWriter&&) noexcept;
  PdfWriter& operator=(PdfWriter&&) noexcept;
  ~PdfWriter();

  /// The bytes of the file that follow those before. The page stands upright in it.
  std::string add(const Page& page, const PdfPicture& picture);

  /// The last bytes.
  std::string finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand
