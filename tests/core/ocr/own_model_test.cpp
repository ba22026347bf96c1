// A `.safetensors` model of print: tests/fixtures/ocr/generate_codes.py.
#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <random>

#include <longhand/ocr.h>
#include <longhand/page.h>

#include "described.h"
#include "support.h"

namespace longhand {
namespace {

std::vector<std::uint8_t> codes_bytes() {
  return ocr::read_bytes(ocr::fixture("codes.safetensors"));
}

image::Plane picture(const std::string& name) {
  return ocr::read_pgm(ocr::fixture("codes/" + name + ".pgm"));
}

ImageView view(const image::Plane& plane) {
  return {plane.pixels.data(), plane.width, plane.height, 1, plane.width};
}

class OwnModel : public ::testing::Test {
 protected:
  OwnModel() : recognizer_(load()) {}

  static std::shared_ptr<const OcrModel> load() {
    auto model = OcrModel::load(codes_bytes());
    EXPECT_TRUE(model) << model.error().message;
    return std::make_shared<const OcrModel>(std::move(*model));
  }

  OcrResult read(const image::Plane& plane, const OcrOptions& options = {}) {
    auto result = recognizer_.recognize(view(plane), options);
    EXPECT_TRUE(result) << result.error().message;
    return result ? *result : OcrResult();
  }

  OcrRecognizer recognizer_;
};

TEST_F(OwnModel, ReadsAsPyTorchDoes) {
  OcrOptions options;
  options.layout = Layout::raw;
  options.probabilities = true;
  for (const auto& row : ocr::read_table("codes.tsv")) {
    const OcrResult result = read(picture(row[0]), options);
    EXPECT_EQ(result.text, row[1]);
    EXPECT_EQ(result.steps, std::stoi(row[2]));
    ASSERT_EQ(result.labels, 42);
    const auto& values = result.probabilities;
    ASSERT_EQ(values.size(), std::size_t(result.steps) * result.labels);
    EXPECT_NEAR(std::inner_product(values.begin(), values.end(), values.begin(), 0.0),
                std::stod(row[3]), 1e-3)
        << row[0];
  }
}

TEST_F(OwnModel, FindsTheLineInAPicture) {
  const image::Plane code = picture("code");
  image::Plane wide(code.width + 100, code.height + 60);
  std::ranges::fill(wide.pixels, std::uint8_t(255));
  for (int y = 0; y < code.height; ++y) std::copy_n(code.row(y), code.width, wide.row(y + 30) + 40);
  const OcrResult result = read(wide);
  EXPECT_EQ(result.text, "LH-2041 07/26");
  EXPECT_GT(result.confidence, 60);
  ASSERT_EQ(result.words.size(), 2u);
  EXPECT_NEAR(result.words[0].box.left, 43, 3);
  EXPECT_NEAR(result.words[1].box.right, 40 + code.width - 3, 4);
  int left = 0;
  for (const Word& word : result.words) {
    for (const Symbol& symbol : word.symbols) {
      EXPECT_GT(symbol.box.right, symbol.box.left) << symbol.text;
      EXPECT_GE(symbol.box.left, left) << symbol.text;
      left = symbol.box.left;
    }
  }
}

TEST_F(OwnModel, ReadsLightOnDark) {
  image::Plane dark = picture("amount");
  for (auto& pixel : dark.pixels) pixel = std::uint8_t(255 - pixel);
  OcrOptions options;
  options.invert_threshold = 1;
  const OcrResult result = read(dark, options);
  EXPECT_EQ(result.text, "TOTAL 12.50");
  EXPECT_TRUE(result.inverted);
}

TEST_F(OwnModel, KeepsToAllowedCharacters) {
  OcrOptions options;
  options.allow = "0-9";
  EXPECT_EQ(read(picture("number"), options).text, "0123456789");
  EXPECT_EQ(read(picture("amount"), options).text.find_first_not_of("0123456789 "),
            std::string::npos);
  options = {};
  options.deny = "0";
  EXPECT_EQ(read(picture("number"), options).text.find('0'), std::string::npos);
  options = {};
  options.allow = "é";
  const auto none = recognizer_.recognize(view(picture("number")), options);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::invalid_option);
}

TEST_F(OwnModel, ReadsWhatPatternsSay) {
  const struct {
    const char *picture, *pattern, *text;
  } cases[] = {
      {"code", "<upper>{2}-<digit>{4} <digit>{2}/<digit>{2}", "LH-2041 07/26"},
      {"code", "LH-(2041|2042) [07/26]", "LH-2041 07/26"},
      {"code", "(XX|LH)-<[0-4]>+ <any>{5}", "LH-2041 07/26"},
      {"amount", "TOTAL <digit>+.<digit>{2}", "TOTAL 12.50"},
      {"amount", "<letter>+ <digit>{1,3}.<digit>*", "TOTAL 12.50"},
      {"time", "<digit>{2}:<digit>{2}", "10:45"},
      {"letters", "<upper>+ <upper>+ <upper>+", "QUICK BROWN FOX"},
      {"number", "01234567<[89]>+", "0123456789"},
  };
  for (const auto& [name, pattern, text] : cases) {
    OcrOptions options;
    options.patterns = {"<digit>{20}", pattern};
    const OcrResult result = read(picture(name), options);
    EXPECT_EQ(result.text, text) << pattern;
    EXPECT_EQ(result.pattern, 1) << pattern;
    EXPECT_FALSE(result.rejected) << pattern;
    EXPECT_GT(result.confidence, 90) << pattern;
  }
}

TEST_F(OwnModel, RejectsWhatFitsNoPattern) {
  const std::pair<const char*, const char*> cases[] = {
      {"code", "<digit>+"},
      {"code", "<upper>{2}-<digit>{4} <digit>{2}"},
      {"amount", "<digit>+.<digit>{2}"},
      {"amount", "TOTAL <digit>{3}.<digit>{2}"},
      {"letters", "<upper>+"},
      {"time", "<digit>{2}"},
  };
  for (const auto& [name, pattern] : cases) {
    OcrOptions options;
    options.patterns = {pattern};
    const OcrResult result = read(picture(name), options);
    EXPECT_TRUE(result.rejected) << name << " " << pattern << ": " << result.text;
    EXPECT_EQ(result.text, "");
    EXPECT_EQ(result.pattern, -1);
    EXPECT_TRUE(result.words.empty());
    options.pattern_threshold = 0;
    EXPECT_FALSE(read(picture(name), options).rejected) << name << " " << pattern;
  }
}

TEST_F(OwnModel, SaysWhatIsWrongWithAPattern) {
  const std::pair<const char*, const char*> cases[] = {
      {"<digits>+",
       "pattern 1 \"<digits>+\": expected <digit>, <letter>, <upper>, <lower>, <any> or "},
      {"(a", "expected \")\", found \"end\""},
      {"<digit>{3", "expected \"}\""},
      {"<digit>{4,3}", "expected at least as many times"},
      {"<digit>{1000}", "expected a number of 0 to 100 in braces"},
      {"+", "unexpected \"+\""},
      {"é", "the model cannot write"},
      {"((((<any>{100}){100}){100}){100})", "too many or too"},
  };
  for (const auto& [pattern, message] : cases) {
    OcrOptions options;
    options.patterns = {pattern};
    const auto result = recognizer_.recognize(view(picture("code")), options);
    ASSERT_FALSE(result) << pattern;
    EXPECT_EQ(result.error().code, ErrorCode::invalid_option);
    EXPECT_NE(result.error().message.find(message), std::string::npos) << result.error().message;
  }
  EXPECT_EQ(read(picture("code")).text, "LH-2041 07/26");
}

TEST_F(OwnModel, PrefersHotWords) {
  OcrOptions options;
  options.hotwords = {{"BROWM", 20}};
  EXPECT_EQ(read(picture("letters"), options).text, "QUICK BROWM FOX");
  options.hotwords = {{"ZEBRA", 8}};
  EXPECT_EQ(read(picture("letters"), options).text, "QUICK BROWN FOX");
}

TEST_F(OwnModel, ReadsManyLinesAsEachAlone) {
  std::vector<image::Plane> pictures;
  std::vector<ImageView> views;
  for (const auto& row : ocr::read_table("codes.tsv")) pictures.push_back(picture(row[0]));
  for (const auto& plane : pictures) views.push_back(view(plane));
  const auto together = recognizer_.recognize_all(views);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const OcrResult alone = read(pictures[i]);
    EXPECT_EQ(together[i]->text, alone.text);
    EXPECT_EQ(together[i]->confidence, alone.confidence);
  }
}

TEST_F(OwnModel, ReadsPages) {
  image::Plane page(400, 300);
  std::ranges::fill(page.pixels, std::uint8_t(255));
  int top = 40;
  for (const char* name : {"code", "amount", "letters"}) {
    const image::Plane line = picture(name);
    for (int y = 0; y < line.height; ++y)
      std::copy_n(line.row(y), line.width, page.row(top + y) + 50);
    top += 70;
  }
  PageReader reader({load()});
  const auto read = reader.read(view(page), {});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->text, "LH-2041 07/26\nTOTAL 12.50\nQUICK BROWN FOX");

  PageOptions amounts;
  amounts.patterns = {"<upper>+ <digit>+.<digit>{2}"};
  EXPECT_EQ(reader.read(view(page), amounts)->text, "TOTAL 12.50");
}

TEST_F(OwnModel, TellsWhatItIs) {
  const auto model = load();
  ASSERT_EQ(model->label_texts().size(), 42u);
  EXPECT_EQ(model->label_texts()[0], "");
  EXPECT_EQ(model->label_texts()[1], " ");
  EXPECT_EQ(model->label_texts()[41], ":");
  EXPECT_EQ(model->blank(), 0);
  EXPECT_FALSE(model->has_dictionary());
}

TEST_F(OwnModel, RefusesADescriptionThatDoesNotFit) {
  const struct {
    const char *old, *with, *message;
  } cases[] = {
      {R"("kind": "ocr")", R"("kind": "abc")", "metadata: kind: expected \"ocr\", found \"abc\""},
      {R"("image": {"channels": 1,)", R"("picture": {"chans": 1})", ""},
      {R"("channels": 1)", R"("channels": 4)",
       "metadata: image.channels: expected a whole number of 1 to 3, found 4"},
      {R"("std": [0.5])", R"("std": [0.0])",
       "metadata: image.std: expected numbers that are not about 0, found [0]"},
      {R"("std": [0.5])", R"("std": [])", "metadata: image.std: expected 1 numbers"},
      {R"("blank": 0)", R"("blank":99)",
       "metadata: blank: expected a whole number of 0 to 41, found 99"},
      {R"("licence": "Apache-2.0")", R"("sure_of_text": 101)",
       "metadata: sure_of_text: expected a number of 0 to 100, found 101"},
      {R"("/", ":"])", R"("/"])",
       "metadata: labels in alphabet as the network puts out: expected 42, found 41"},
  };
  for (const auto& [old, with, message] : cases) {
    const auto model = OcrModel::load(edited(codes_bytes(), old, with));
    ASSERT_FALSE(model) << with;
    EXPECT_NE(model.error().message.find(message), std::string::npos)
        << with << ": " << model.error().message;
  }
}

TEST_F(OwnModel, SaysFromWhichConfidenceOnNoiseIsText) {
  image::Plane noisy = picture("code");
  std::minstd_rand random(3);
  for (auto& pixel : noisy.pixels) pixel = std::uint8_t(pixel / 4 + random() % 192);
  for (const auto& [least, blank] : {std::pair{"0", false}, {"100", true}}) {
    auto model = OcrModel::load(edited(codes_bytes(), R"("licence": "Apache-2.0")",
                                       R"("sure_of_text": )" + std::string(least)));
    ASSERT_TRUE(model) << model.error().message;
    OcrRecognizer recognizer(std::make_shared<const OcrModel>(std::move(*model)));
    const auto result = recognizer.recognize(view(noisy));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->text.empty(), blank) << least;
    EXPECT_EQ(result->words.empty(), blank) << least;
  }
}

TEST_F(OwnModel, SurvivesEveryTruncation) {
  const auto bytes = codes_bytes();
  for (std::size_t size = 0; size < bytes.size(); size += size < 3000 ? 37 : 1009)
    EXPECT_FALSE(OcrModel::load(std::span(bytes).first(size))) << size;
}

}  // namespace
}  // namespace longhand
