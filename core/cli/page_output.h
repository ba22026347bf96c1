#pragma once

#include <memory>
#include <string>

#include <longhand/page.h>

#include "pdf_picture.h"

namespace longhand::cli {

/// A page that was read.
struct PageReport {
  std::string file;
  int number = 1;           ///< in its file, from 1 on
  double milliseconds = 0;  ///< that reading took, without decoding the picture
  Page page;
  EncodedPicture picture;  ///< for PDF
};

/// What pages are written as.
enum class Form { text, json, tsv, hocr, alto, markdown, pdf };

/// Writes pages one after the other: the bytes that it returns follow each other.
class PageWriter {
 public:
  virtual ~PageWriter() = default;
  virtual std::string add(const PageReport& report) = 0;
  virtual std::string finish() { return {}; }
};

/// `source` is the file of all pages, empty if there are several.
std::unique_ptr<PageWriter> make_writer(Form form, const std::string& source);

}  // namespace longhand::cli
