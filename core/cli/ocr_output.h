#pragma once

#include <string>

#include <longhand/ocr.h>

namespace longhand::cli {

/// A recognised file.
struct OcrReport {
  std::string file;
  int width = 0;  ///< of the image, pixels
  int height = 0;
  double milliseconds = 0;  ///< that recognition took, without decoding the image; of lines
                            ///< read together each has its share by length
  OcrResult result;
};

/// One line of JSON: file, text, confidence, size, time, words with boxes and symbols.
std::string to_json(const OcrReport& report);

/// One line: file, confidence (0..100), text, separated by tabs.
std::string to_tsv(const OcrReport& report);

}  // namespace longhand::cli
