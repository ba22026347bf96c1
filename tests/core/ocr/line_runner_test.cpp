#include "ocr/line/line_runner.h"

#include <gtest/gtest.h>

#include "support.h"

namespace longhand::ocr {
namespace {

TEST(LineRunner, RefusesLinesThatItsNetworkCannotTake) {
  const auto model = OcrModel::load(read_bytes(model_path("eng")));
  ASSERT_TRUE(model);
  const LineRunner runner(model->impl());
  const int most = model->impl().network->sizes().most_columns;
  EXPECT_TRUE(runner.check(image::Plane(3, 36)));
  EXPECT_TRUE(runner.check(image::Plane(most, 36)));
  const std::pair<image::Plane, std::string> cases[] = {
      {{2, 36}, "expected a line of 3x36 or more, found 2x36"},
      {{3, 35}, "found 3x35"},
      {{most + 1, 36}, "found " + std::to_string(most + 1)}};
  for (const auto& [line, message] : cases) {
    const auto checked = runner.check(line);
    ASSERT_FALSE(checked) << message;
    EXPECT_EQ(checked.error().code, ErrorCode::invalid_image);
    EXPECT_NE(checked.error().message.find(message), std::string::npos) << checked.error().message;
  }
}

}  // namespace
}  // namespace longhand::ocr
