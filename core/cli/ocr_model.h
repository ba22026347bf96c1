#pragma once

#include <memory>
#include <string>

#include <longhand/ocr.h>

namespace longhand::cli {

/// The model in a .traineddata file; if `path` is empty, in the eng.traineddata of the first folder
/// of Tesseract's models that has one. Throws Failure.
std::shared_ptr<const OcrModel> load_ocr_model(const std::string& path);

}  // namespace longhand::cli
