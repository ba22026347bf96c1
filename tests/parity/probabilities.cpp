// Writes what the network of a model says of a line: steps, labels (int32), probabilities
// (float32).
//   probabilities MODEL.traineddata LINE.pgm > FILE
#include <cstdint>
#include <cstdio>
#include <memory>
#include <utility>

#include <longhand/ocr.h>

#include "ocr/support.h"

namespace {

int refuse(const std::string& message) {
  std::fprintf(stderr, "probabilities: %s\n", message.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace longhand;
  if (argc != 3) return refuse("expected a model and a line");
  auto model = OcrModel::load(ocr::read_bytes(argv[1]));
  if (!model) return refuse(model.error().message);
  OcrRecognizer recognizer(std::make_shared<const OcrModel>(std::move(*model)));
  const image::Plane line = ocr::read_pgm(argv[2]);
  OcrOptions options;
  options.layout = Layout::raw;
  options.probabilities = true;
  options.invert_threshold = 0;
  const auto result = recognizer.recognize(
      {line.pixels.data(), line.width, line.height, 1, line.width}, options);
  if (!result) return refuse(result.error().message);
  const std::int32_t shape[] = {result->steps, result->labels};
  std::fwrite(shape, sizeof shape, 1, stdout);
  std::fwrite(result->probabilities.data(), sizeof(float), result->probabilities.size(), stdout);
  return 0;
}
