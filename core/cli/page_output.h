#pragma once

#include <memory>
#include <string>

#include <longhand/page.h>

namespace longhand::cli {

/// A page that was read.
struct PageReport {
  std::string file;
  double milliseconds = 0;  ///< that reading took, without decoding the picture
  Page page;
};

/// What pages are written as.
enum class Form { text, json };

/// Writes pages one after the other: the bytes that it returns follow each other.
class PageWriter {
 public:
  virtual ~PageWriter() = default;
  virtual std::string add(const PageReport& report) = 0;
  virtual std::string finish() { return {}; }
};

std::unique_ptr<PageWriter> make_writer(Form form);

}  // namespace longhand::cli
