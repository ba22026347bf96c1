#include "ocr_model.h"

#include <cstdlib>
#include <filesystem>

#include "commands.h"
#include "search_options.h"

namespace longhand::cli {
namespace {

namespace fs = std::filesystem;

std::string default_model() {
  const char* folders[] = {std::getenv("LONGHAND_TESSDATA"), std::getenv("TESSDATA_PREFIX"),
                           "/usr/share/tesseract-ocr/5/tessdata"};
  for (const char* folder : folders) {
    if (folder == nullptr) continue;
    const fs::path path = fs::path(folder) / "eng.traineddata";
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path.string();
  }
  throw Failure(
      "no eng.traineddata in $LONGHAND_TESSDATA, $TESSDATA_PREFIX or "
      "/usr/share/tesseract-ocr/5/tessdata: name a model with --model");
}

}  // namespace

std::shared_ptr<const OcrModel> load_ocr_model(const std::string& path) {
  return load_model<OcrModel>(path.empty() ? default_model() : path);
}

}  // namespace longhand::cli
