#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <longhand/page.h>

#include "image/turn.h"
#include "support.h"

namespace longhand {
namespace {

using image::Plane;
using PageLayout = PageOptions::Layout;

std::shared_ptr<const OcrModel> english() {
  static const auto model = std::make_shared<const OcrModel>(
      std::move(*OcrModel::load(ocr::read_bytes(ocr::model_path("eng")))));
  return model;
}

ImageView view(const Plane& plane) {
  return {plane.pixels.data(), plane.width, plane.height, 1, plane.width};
}

Plane line(const std::string& name) {
  return ocr::read_pgm(ocr::fixture("lines/" + name + ".pgm"));
}

const char* const kProse = "It was a bright cold day in April, and the";
const char* const kNumbers = "Total: $1,204.50 (19% VAT) 12/03/2021";
const char* const kLarge = "Large print";

void paste(Plane& page, const Plane& part, int left, int top) {
  for (int y = 0; y < part.height; ++y)
    std::copy_n(part.row(y), part.width, page.row(top + y) + left);
}

/// Without its quotation mark, which may get lost.
Plane prose() {
  Plane picture = line("prose");
  for (int y = 0; y < picture.height; ++y) std::fill_n(picture.row(y), 7, std::uint8_t(255));
  return picture;
}

/// Numbers beside prose, prose beside large print, which ends earlier, and numbers.
class PageReaderTest : public ::testing::Test {
 protected:
  static constexpr int kRight = 900, kSecond = 200;

  PageReaderTest() : page_(1700, 400) {
    std::ranges::fill(page_.pixels, std::uint8_t(255));
    paste(page_, line("numbers"), 60, 60);
    paste(page_, prose(), kRight, 60);
    paste(page_, prose(), 60, kSecond);
    paste(page_, line("large"), kRight, kSecond - 22);
    paste(page_, line("numbers"), 60, 310);
  }

  Page read(const Plane& picture, const PageOptions& options) {
    auto page = reader_.read(view(picture), options);
    EXPECT_TRUE(page) << page.error().message;
    return page ? *page : Page{};
  }
  std::string message_of(const PageOptions& options) {
    const auto page = reader_.read(view(page_), options);
    if (page || page.error().code != ErrorCode::invalid_option) return "";
    return page.error().message;
  }

  Plane page_;
  PageReader reader_{english()};
};

std::vector<std::string> paragraphs_of(const Page& page) {
  std::vector<std::string> texts;
  for (const Block& block : page.blocks) {
    for (const Paragraph& paragraph : block.paragraphs) {
      texts.emplace_back();
      for (const PageLine& line : paragraph.lines)
        texts.back() += (texts.back().empty() ? "" : line.same_line ? "\t" : "\n") + line.text;
    }
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST_F(PageReaderTest, AColumnAndABlockGoFromTopToBottom) {
  const std::string first = std::string(kNumbers) + "\t" + kProse;
  const std::string second = std::string(kProse) + "\t" + kLarge;
  const Page column = read(page_, {.layout = PageLayout::column});
  EXPECT_EQ(column.blocks.size(), 1u);
  EXPECT_EQ(paragraphs_of(column), (Texts{first + "\n" + second, kNumbers}));
  EXPECT_EQ(paragraphs_of(read(page_, {.layout = PageLayout::block})),
            Texts{first + "\n" + second + "\n" + kNumbers});
}

TEST_F(PageReaderTest, SparseTextIsABlockEach) {
  const Page page = read(page_, {.layout = PageLayout::sparse});
  EXPECT_EQ(paragraphs_of(page), (Texts{kNumbers, kProse, kProse, kLarge, kNumbers}));
  EXPECT_EQ(page.blocks.size(), 5u);
}

TEST_F(PageReaderTest, ALineIsReadAsByItself) {
  OcrRecognizer recognizer(english());
  for (const char* name : {"prose", "numbers", "inverted", "large", "small"}) {
    const Plane picture = line(name);
    for (const auto& [layout, alone] :
         {std::pair(PageLayout::line, Layout::line), std::pair(PageLayout::raw, Layout::raw)}) {
      const auto expected = recognizer.recognize(view(picture), {.layout = alone});
      const Page page = read(picture, {.layout = layout});
      ASSERT_EQ(page.text, expected->text) << name;
      const PageLine& found = page.blocks[0].paragraphs[0].lines[0];
      EXPECT_EQ(found.words.back().box.right, expected->words.back().box.right) << name;
      const float height = float(found.box.bottom - found.box.top);
      EXPECT_NEAR(found.baseline[0].y, found.box.bottom, 0.4f * height) << name;
    }
  }
}

TEST_F(PageReaderTest, ATurnedLineTellsHowItIsTurned) {
  const Plane picture = prose();
  for (const int degrees : {90, 180, 270}) {
    const Plane turned = image::turn_left(picture, (360 - degrees) / 90);
    const Page found = read(turned, {.layout = PageLayout::line});
    EXPECT_EQ(found.text, kProse);
    EXPECT_EQ(found.orientation, degrees);
    const Page told = read(turned, {.layout = PageLayout::raw, .orientation = degrees});
    EXPECT_EQ(told.text, read(picture, {.layout = PageLayout::raw}).text);
  }
  EXPECT_EQ(read(Plane(300, 60), {.layout = PageLayout::line}).text, "");
}

TEST_F(PageReaderTest, ATurnThatIsToldIsNotLookedFor) {
  for (const int degrees : {0, 90, 180, 270}) {
    const Plane turned = image::turn_left(page_, (360 - degrees) / 90 % 4);
    const Page page = read(turned, {.layout = PageLayout::column, .orientation = degrees});
    EXPECT_EQ(page.orientation, degrees);
    EXPECT_EQ(page.text, read(page_, {.layout = PageLayout::column}).text);
  }
  const Plane down = image::turn_left(page_, 2);
  EXPECT_EQ(read(down, {}).orientation, 180);
  EXPECT_EQ(read(down, {.orientation = 0}).orientation, 0);
  EXPECT_EQ(message_of({.orientation = 45}), "orientation: expected 0, 90, 180 or 270, found 45");
}

TEST_F(PageReaderTest, RegionsAreReadInTheirOrder) {
  const Box left{40, 180, 880, 300}, right{880, 40, 1700, 150};
  const Page page = read(page_, {.regions = {left, right}});
  EXPECT_EQ(page.text, std::string(kProse) + "\n\n" + kProse);
  EXPECT_EQ(page.width, 1700);
  ASSERT_EQ(page.blocks.size(), 2u);
  const Box& first = page.blocks[0].box;
  const Box& second = page.blocks[1].box;
  EXPECT_EQ(second.left - first.left, kRight - 60);
  EXPECT_EQ(second.top - first.top, 60 - kSecond);
  const PageLine& found = page.blocks[1].paragraphs[0].lines[0];
  EXPECT_GT(found.polygon[0].x, 880);
  EXPECT_LT(found.baseline[0].y, 150);
  const Page turned = read(image::turn_left(page_, 2), {.regions = {{820, 100, 1660, 220}}});
  EXPECT_EQ(turned.text, kProse);
  EXPECT_EQ(turned.orientation, 180);
  EXPECT_NEAR(turned.blocks[0].box.right, 1700 - first.left, 2);
}

TEST_F(PageReaderTest, AnOutlineHasTheLinesWithoutTheirWords) {
  const Page read_page = read(page_, {});
  const auto outline = reader_.detect(view(image::turn_left(page_, 2)), {});
  ASSERT_TRUE(outline);
  EXPECT_EQ(outline->orientation, 180);
  EXPECT_EQ(outline->text, "");
  const auto lines_of = [](const Page& page) {
    std::vector<PageLine> lines;
    for (const Block& block : page.blocks)
      for (const Paragraph& paragraph : block.paragraphs)
        lines.insert(lines.end(), paragraph.lines.begin(), paragraph.lines.end());
    return lines;
  };
  const auto found = lines_of(*outline), expected = lines_of(read_page);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_TRUE(found[i].words.empty());
    EXPECT_NEAR(1700 - found[i].box.right, expected[i].box.left, 3);
    EXPECT_NEAR(400 - found[i].box.top, expected[i].box.bottom, 3);
    EXPECT_NEAR(found[i].baseline[1].x, found[i].box.left, 12);
  }
  EXPECT_EQ(read(page_, {}).text, read_page.text);
  const auto line = reader_.detect(view(prose()), {.layout = PageLayout::line});
  ASSERT_EQ(line->blocks.size(), 1u);
  EXPECT_EQ(line->text, "");
}

/// Lines of several languages, one below the other.
TEST(PageReaderOfSeveralModels, EachLineIsReadByTheModelOfItsLanguage) {
  const std::vector<std::string> languages{"eng", "deu", "rus", "jpn"};
  std::vector<std::shared_ptr<const OcrModel>> models;
  for (const std::string& language : languages)
    models.push_back(std::make_shared<const OcrModel>(
        std::move(*OcrModel::load(ocr::read_bytes(ocr::model_path(language))))));
  Plane page(900, 420);
  std::ranges::fill(page.pixels, std::uint8_t(255));
  const std::vector<std::string> texts{kProse, "Übermäßige Größe, schöne Grüße",
                                       "Широкая электрификация", "東京は日本の首都です。"};
  paste(page, prose(), 60, 40);
  paste(page, line("german"), 60, 130);
  paste(page, line("russian"), 60, 220);
  paste(page, line("japanese"), 60, 310);
  PageReader reader(models);
  for (const std::vector<int>& order : {std::vector<int>{}, {3, 2, 1, 0}, {1, 3, 0, 2}}) {
    const auto read = reader.read(view(page), {.layout = PageLayout::block, .models = order});
    const auto& lines = read->blocks[0].paragraphs[0].lines;
    ASSERT_EQ(lines.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      EXPECT_EQ(lines[i].text, texts[i]);
      if (i > 0) {
        EXPECT_EQ(lines[i].words[0].model, int(i));
      }
    }
  }
  const auto turned = reader.read(view(image::turn_left(page, 2)), {.layout = PageLayout::block});
  EXPECT_EQ(turned->orientation, 180);
  EXPECT_EQ(turned->blocks[0].paragraphs[0].lines[2].text, texts[2]);
  const auto russian = reader.read(view(page), {.models = {2}});
  EXPECT_EQ(russian->blocks.back().paragraphs.back().lines.back().words[0].model, 2);
  for (const std::vector<int>& wrong : {std::vector<int>{4}, {-1}, {0, 0}}) {
    const auto refused = reader.read(view(page), {.models = wrong});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "models: expected numbers below 4, each once, found " + std::to_string(wrong.back()));
  }
}

TEST_F(PageReaderTest, RegionsBeyondThePictureAreRefused) {
  for (const Box& box : {Box{0, 0, 1701, 400}, Box{-1, 0, 10, 10}, Box{10, 10, 10, 20},
                         Box{0, 0, 10, 401}, Box{5, 5, 4, 9}}) {
    EXPECT_NE(message_of({.regions = {box}}).find("within a picture of 1700 x 400"),
              std::string::npos);
  }
  const std::vector<Box> many(50, Box{0, 0, 1700, 400});
  EXPECT_EQ(message_of({.regions = many}),
            "regions: expected at most 33554432 pixels in all, found 34000000");
  EXPECT_NE(read(page_, {}).text, "");
}

}  // namespace
}  // namespace longhand
