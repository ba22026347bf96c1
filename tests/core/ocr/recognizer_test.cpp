#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include <longhand/ocr.h>

#include "allocations.h"
#include "support.h"

namespace longhand {
namespace {

using image::Plane;

std::shared_ptr<const OcrModel> load(const std::string& language) {
  static std::map<std::string, std::shared_ptr<const OcrModel>> loaded;
  auto& model = loaded[language];
  if (!model) {
    auto read = OcrModel::load(ocr::read_bytes(ocr::model_path(language)));
    EXPECT_TRUE(read) << language << ": " << read.error().message;
    if (read) model = std::make_shared<const OcrModel>(std::move(*read));
  }
  return model;
}

ImageView view(const image::Plane& plane) {
  return {plane.pixels.data(), plane.width, plane.height, 1, plane.width};
}

image::Plane line(const std::string& name) {
  return ocr::read_pgm(ocr::fixture("lines/" + name + ".pgm"));
}

/// As the libtesseract that made the expectations.
OcrOptions reference_options() {
  OcrOptions options;
  options.layout = Layout::raw;
  options.layout = Layout::raw;
  options.noise = Noise::minstd;
  return options;
}

class RecognizerTest : public ::testing::Test {
 protected:
  OcrResult read(const std::string& name, const OcrOptions& options = reference_options()) {
    const image::Plane image = line(name);
    auto result = recognizer_.recognize(view(image), options);
    EXPECT_TRUE(result) << result.error().message;
    return result ? *result : OcrResult{};
  }

  OcrRecognizer recognizer_{load("eng")};
};

/// lines.tsv: what `tesseract --psm 13` 5.3.0 printed, see tests/fixtures/ocr/generate.py.
TEST(Recognizer, ReadsWhatTesseractReads) {
  const auto rows = ocr::read_table("lines.tsv");
  ASSERT_GE(rows.size(), 16u);
  for (const auto& row : rows) {
    SCOPED_TRACE(row[0]);
    OcrRecognizer recognizer(load(row[1]));
    const image::Plane image = ocr::read_pgm(ocr::fixture("lines/" + row[0]));
    OcrOptions options = reference_options();
    EXPECT_EQ(recognizer.recognize(view(image), options)->text, row[2]);
    options.dictionary = false;
    EXPECT_EQ(recognizer.recognize(view(image), options)->text, row[3]);
  }
}

TEST_F(RecognizerTest, DescribesWordsAndSymbols) {
  const OcrResult result = read("numbers");
  const image::Plane image = line("numbers");
  ASSERT_EQ(result.words.size(), 5u);
  EXPECT_EQ(result.words[0].text, "Total:");
  EXPECT_TRUE(result.words[0].from_dictionary);
  EXPECT_FALSE(result.words[1].from_dictionary);
  EXPECT_GT(result.confidence, 80);
  int right = 0;
  for (const Word& word : result.words) {
    std::string text;
    for (const Symbol& symbol : word.symbols) {
      text += symbol.text;
      EXPECT_GE(symbol.box.left, word.box.left);
      EXPECT_LE(symbol.box.right, word.box.right);
      EXPECT_GE(symbol.box.top, word.box.top);
      EXPECT_LE(symbol.box.bottom, word.box.bottom);
      EXPECT_GE(symbol.confidence, word.confidence);
    }
    EXPECT_EQ(text, word.text);
    EXPECT_GE(word.box.left, right - 1);
    right = word.box.right;
  }
  EXPECT_LE(right, image.width);
}

/// The darkest pixel of a part of a picture, 255 outside of it.
int darkest(const image::Plane& image, const Box& part) {
  int least = 255;
  for (int y = std::max(0, part.top); y < std::min(image.height, part.bottom); ++y) {
    for (int x = std::max(0, part.left); x < std::min(image.width, part.right); ++x)
      least = std::min(least, int(image.row(y)[x]));
  }
  return least;
}

TEST_F(RecognizerTest, DrawsTheBoxesOfWordsAroundTheirInk) {
  for (const char* name : {"numbers", "prose", "large"}) {
    const image::Plane image = line(name);
    for (const Word& word : read(name).words) {
      SCOPED_TRACE(word.text);
      const auto [left, top, right, bottom] = word.box;
      const Box edges[] = {{left, top, left + 1, bottom},
                           {right - 1, top, right, bottom},
                           {left, top, right, top + 1},
                           {left, bottom - 1, right, bottom}};
      for (const Box& edge : edges) EXPECT_LT(darkest(image, edge), 200);
      const Box around[] = {{left - 2, top, left - 1, bottom},
                            {right + 1, top, right + 2, bottom},
                            {left, top - 2, right, top - 1},
                            {left, bottom + 1, right, bottom + 2}};
      for (const Box& beside : around) EXPECT_GT(darkest(image, beside), 100);
    }
  }
}

TEST_F(RecognizerTest, ReturnsProbabilitiesOnRequest) {
  OcrOptions options;
  EXPECT_TRUE(read("prose", options).probabilities.empty());
  options.probabilities = true;
  const OcrResult result = read("prose", options);
  ASSERT_EQ(result.probabilities.size(), std::size_t(result.steps) * result.labels);
  EXPECT_EQ(result.labels, int(load("eng")->label_texts().size()));
  for (int step = 0; step < result.steps; ++step) {
    float sum = 0;
    for (int label = 0; label < result.labels; ++label) {
      sum += result.probabilities[step * result.labels + label];
    }
    EXPECT_NEAR(sum, 1, 1e-5);
  }
}

TEST_F(RecognizerTest, ReadsLightOnDarkOnlyIfAllowedTo) {
  EXPECT_TRUE(read("inverted").inverted);
  EXPECT_FALSE(read("prose").inverted);
  OcrOptions never = reference_options();
  never.invert_threshold = 0;
  EXPECT_FALSE(read("inverted", never).inverted);
  EXPECT_NE(read("inverted", never).text, "White on black");
}

TEST_F(RecognizerTest, SteersTheSearchByCharacters) {
  OcrOptions options = reference_options();
  options.allow = "0-9";
  const OcrResult digits = read("numbers", options);
  EXPECT_EQ(digits.text.find_first_not_of("0123456789 "), std::string::npos) << digits.text;
  EXPECT_NE(digits.text.find("2021"), std::string::npos) << digits.text;
  options.allow.clear();
  options.deny = "0-9$";
  EXPECT_EQ(read("numbers", options).text.find_first_of("0123456789$"), std::string::npos);
  EXPECT_EQ(read("numbers").text, "Total: $1,204.50 (19% VAT) 12/03/2021");
}

TEST_F(RecognizerTest, MasksCharactersOfSeveralLabels) {
  OcrRecognizer recognizer(load("chi_sim"));
  const image::Plane image = line("chinese");
  OcrOptions options = reference_options();
  options.deny = "天";
  const std::string text = recognizer.recognize(view(image), options)->text;
  EXPECT_EQ(text.find("天"), std::string::npos) << text;
  EXPECT_NE(text.find("北京"), std::string::npos) << text;
}

TEST_F(RecognizerTest, GivesTheSameResultAgain) {
  const OcrResult first = read("prose");
  read("large");
  const OcrResult again = read("prose");
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(again.confidence, first.confidence);
}

TEST_F(RecognizerTest, StaysUsableAfterBadInput) {
  const std::vector<std::uint8_t> pixels(100000, 255);
  const std::uint8_t* some = pixels.data();
  const ImageView images[] = {{some, 0, 0, 1, 0},       {some, 1, 100000, 1, 1},
                              {some, 100000, 1, 1, 1},  {some, 30000, 30000, 4, 120000},
                              {nullptr, 10, 10, 1, 10}, {some, 10, 10, 5, 50},
                              {some, 1, 36, 1, 1},      {some, 30000, 3, 1, 30000}};
  for (const ImageView& image : images) {
    const auto result = recognizer_.recognize(image, reference_options());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::invalid_image);
    EXPECT_EQ(read("large").text, "Large print");
  }
  OcrOptions options;
  options.allow = "\u4eac";
  EXPECT_EQ(recognizer_.recognize({some, 100, 36, 1, 100}, options).error().code,
            ErrorCode::invalid_option);
  EXPECT_EQ(read("large").text, "Large print");
}

TEST_F(RecognizerTest, TakesTheEndsOfItsRangesAndNothingBeyond) {
  const std::vector<std::uint8_t> paper(kMaxImagePixels, 255);
  const auto blank = [&](int width, int height) {
    return ImageView{paper.data(), width, height, 1, width};
  };
  const auto code = [&](const ImageView& image, double threshold) {
    OcrOptions options;
    options.invert_threshold = threshold;
    const auto result = recognizer_.recognize(image, options);
    return std::string(result ? "read" : name_of(result.error().code));
  };
  const int side = kMaxImageSide;
  const struct {
    ImageView image;
    double threshold;
    const char* code;
  } cases[] = {
      {blank(100, 36), kInvertThreshold.least, "read"},
      {blank(100, 36), kInvertThreshold.most, "read"},
      {blank(100, 36), kInvertThreshold.least - 0.01, "invalid_option"},
      {blank(100, 36), kInvertThreshold.most + 0.01, "invalid_option"},
      {blank(100, 36), NAN, "invalid_option"},
      {blank(side, 36), 0, "read"},
      {blank(side + 1, 36), 0, "invalid_image"},
      {blank(36, side + 1), 0, "invalid_image"},
      {blank(8192, kMaxImagePixels / 8192), 0, "read"},
      {blank(8192, kMaxImagePixels / 8192 + 1), 0, "invalid_image"},
  };
  for (const auto& [image, threshold, expected] : cases) {
    EXPECT_EQ(code(image, threshold), expected) << image.width << "x" << image.height;
  }
}

void expect_same(const OcrResult& together, const OcrResult& alone) {
  EXPECT_EQ(together.text, alone.text);
  EXPECT_EQ(together.confidence, alone.confidence);
  EXPECT_EQ(together.inverted, alone.inverted);
  EXPECT_EQ(together.steps, alone.steps);
  EXPECT_EQ(together.probabilities, alone.probabilities);
  ASSERT_EQ(together.words.size(), alone.words.size());
  for (std::size_t i = 0; i < alone.words.size(); ++i) {
    EXPECT_EQ(together.words[i].text, alone.words[i].text);
    EXPECT_EQ(together.words[i].confidence, alone.words[i].confidence);
    EXPECT_EQ(together.words[i].box.left, alone.words[i].box.left);
    EXPECT_EQ(together.words[i].box.right, alone.words[i].box.right);
  }
}

/// All lines of the fixtures several times over, in an order that mixes their widths.
std::vector<image::Plane> many_lines(std::size_t count) {
  const auto rows = ocr::read_table("lines.tsv");
  std::vector<image::Plane> lines;
  for (std::size_t i = 0; i < count; ++i)
    lines.push_back(ocr::read_pgm(ocr::fixture("lines/" + rows[i * 7 % rows.size()][0])));
  return lines;
}

std::vector<ImageView> views(const std::vector<image::Plane>& lines) {
  std::vector<ImageView> all;
  for (const image::Plane& image : lines) all.push_back(view(image));
  return all;
}

TEST(Recognizer, ReadsManyLinesAsEachAlone) {
  const std::vector<image::Plane> lines = many_lines(40);
  OcrOptions options = reference_options();
  options.probabilities = true;
  options.deny = "e";
  for (const char* language : {"eng", "deu", "chi_sim"}) {
    SCOPED_TRACE(language);
    OcrRecognizer recognizer(load(language));
    const auto together = recognizer.recognize_all(views(lines), options);
    ASSERT_EQ(together.size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      SCOPED_TRACE(i);
      ASSERT_TRUE(together[i]) << together[i].error().message;
      expect_same(*together[i], *recognizer.recognize(view(lines[i]), options));
    }
  }
}

TEST_F(RecognizerTest, TellsWhichOfManyLinesIsBad) {
  const std::vector<image::Plane> lines = many_lines(15);
  std::vector<ImageView> images = views(lines);
  const std::vector<std::uint8_t> pixels(100000, 255);
  images[0] = {nullptr, 10, 10, 1, 10};
  images[7] = {pixels.data(), 30000, 3, 1, 30000};
  images[14] = {pixels.data(), 1, 100000, 1, 1};
  const auto results = recognizer_.recognize_all(images, reference_options());
  for (std::size_t i = 0; i < images.size(); ++i) {
    SCOPED_TRACE(i);
    const auto alone = recognizer_.recognize(images[i], reference_options());
    ASSERT_EQ(results[i].has_value(), alone.has_value());
    if (alone) expect_same(*results[i], *alone);
    else EXPECT_EQ(results[i].error().message, alone.error().message);
  }
  EXPECT_FALSE(results[0]);
  EXPECT_FALSE(results[7]);
  EXPECT_FALSE(results[14]);
  EXPECT_TRUE(recognizer_.recognize_all({}, reference_options()).empty());
}

TEST_F(RecognizerTest, TakesNoMoreMemoryForMoreLines) {
  const std::vector<image::Plane> lines = many_lines(300);
  const std::vector<ImageView> images = views(lines);
  const auto read = [&](std::size_t count) {
    recognizer_.recognize_all(std::span(images).first(count), reference_options());
    return longhand::testing::heap().in_use;
  };
  const std::size_t held = read(60);
  EXPECT_LE(read(300), held + held / 50);
}

TEST_F(RecognizerTest, ReadsNothingOnBlankPaper) {
  const std::vector<std::uint8_t> pixels(400 * 40, 255);
  const ImageView images[] = {{pixels.data(), 1, 1, 1, 1}, {pixels.data(), 400, 40, 1, 400}};
  OcrOptions options;
  options.probabilities = true;
  for (const ImageView& image : images) {
    const auto result = recognizer_.recognize(image, options);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->text, "");
    EXPECT_EQ(result->confidence, 0);
    EXPECT_TRUE(result->words.empty());
    EXPECT_TRUE(result->probabilities.empty());
    EXPECT_EQ(result->steps, 0);
    EXPECT_EQ(result->labels, int(load("eng")->label_texts().size()));
  }
}

/// A picture of several times the line's size with the line at (left, top).
image::Plane with_margins(const image::Plane& image, int left, int top) {
  image::Plane picture(image.width + 2 * left, image.height + 2 * top);
  std::ranges::fill(picture.pixels, image.pixels.front());
  for (int y = 0; y < image.height; ++y)
    std::copy_n(image.row(y), image.width, picture.row(top + y) + left);
  return picture;
}

TEST_F(RecognizerTest, FindsTheLineInItsMargins) {
  const image::Plane image = line("prose");
  const std::string text = recognizer_.recognize(view(image))->text;
  EXPECT_EQ(text, "It was a bright cold day in April, and the");
  for (const int margin : {10, 60, 150}) {
    const image::Plane picture = with_margins(image, 2 * margin, margin);
    const auto result = recognizer_.recognize(view(picture));
    EXPECT_EQ(result->text, text);
    EXPECT_TRUE(result->warnings.empty());
    for (const Word& word : result->words) {
      EXPECT_GE(word.box.left, 2 * margin - 5);
      EXPECT_LE(word.box.right, 2 * margin + image.width + 5);
      EXPECT_GE(word.box.top, margin - 5);
      EXPECT_LE(word.box.bottom, margin + image.height + 5);
    }
  }
}

TEST_F(RecognizerTest, TellsOfSeveralLines) {
  const image::Plane image = line("prose");
  image::Plane picture = with_margins(image, 0, image.height);
  std::copy(image.pixels.begin(), image.pixels.end(), picture.pixels.begin());
  const auto result = recognizer_.recognize(view(picture));
  EXPECT_EQ(result->warnings, std::vector{Warning::several_lines});
  EXPECT_STREQ(name_of(result->warnings.front()), "several_lines");
  EXPECT_EQ(result->text, "It was a bright cold day in April, and the");
  EXPECT_TRUE(recognizer_.recognize(view(picture), reference_options())->warnings.empty());
}

TEST(OcrModel, RefusesWhatIsNoModel) {
  const std::vector<std::uint8_t> none, zeros(5000, 0);
  EXPECT_EQ(OcrModel::load(none).error().code, ErrorCode::invalid_model);
  EXPECT_EQ(OcrModel::load(zeros).error().code, ErrorCode::invalid_model);
  auto cut = ocr::read_bytes(ocr::model_path("eng"));
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(OcrModel::load(cut));
}

TEST(OcrModel, KeepsBytesThatItIsGiven) {
  const auto file = ocr::read_bytes(ocr::model_path("eng"));
  std::shared_ptr<std::uint8_t[]> bytes(new std::uint8_t[file.size()]);
  std::ranges::copy(file, bytes.get());
  const std::weak_ptr<std::uint8_t[]> kept = bytes;
  {
    auto model = OcrModel::load(std::move(bytes), file.size());
    ASSERT_TRUE(model);
    EXPECT_FALSE(kept.expired());
    const auto row = ocr::read_table("lines.tsv")[0];
    const image::Plane image = ocr::read_pgm(ocr::fixture("lines/" + row[0]));
    OcrRecognizer recognizer(std::make_shared<const OcrModel>(std::move(*model)));
    EXPECT_EQ(recognizer.recognize(view(image), reference_options())->text, row[2]);
  }
  EXPECT_TRUE(kept.expired());
}

TEST(OcrModel, NamesItsLabels) {
  const auto model = load("eng");
  EXPECT_EQ(model->blank(), 110);
  EXPECT_EQ(model->label_texts()[model->blank()], "");
  EXPECT_EQ(model->label_texts()[0], " ");
  EXPECT_TRUE(model->has_dictionary());
}

}  // namespace
}  // namespace longhand
