#include "model/released_models.h"

#include <gtest/gtest.h>

#include <string>

#include <longhand/model.h>

#include "allocations.h"
#include "formats/traineddata.h"

namespace longhand::formats {
namespace {

using longhand::testing::file_bytes;
using longhand::testing::heap;
using longhand::testing::tessdata;

struct Released {
  std::string file;
  std::string network;
  std::size_t characters;
  int blank;
  bool int8;
  std::size_t words;  ///< as dawg2wordlist lists them
};

void PrintTo(const Released& model, std::ostream* out) { *out << model.file; }

void expect_as_released(const std::string& path, const Released& expected) {
  const auto bytes = file_bytes(path);
  ASSERT_FALSE(bytes.empty()) << "cannot read " << path;
  const std::size_t before = heap().allocated;
  const auto model = read_traineddata(bytes);
  EXPECT_LE(heap().allocated - before, 4 * bytes.size());
  ASSERT_TRUE(model.has_value()) << model.error().message;
  const auto info = inspect(bytes);
  ASSERT_TRUE(info.has_value()) << info.error().message;
  EXPECT_EQ(info->network, expected.network);
  EXPECT_EQ(info->characters, expected.characters);
  EXPECT_EQ(info->blank, expected.blank);
  EXPECT_EQ(info->int8, expected.int8);
  ASSERT_EQ(info->dictionaries.size(), 3u);
  EXPECT_EQ(info->dictionaries[1].words, expected.words);
}

class DebianModel : public ::testing::TestWithParam<Released> {};

TEST_P(DebianModel, Loads) { expect_as_released(tessdata() + "/" + GetParam().file, GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Fast, DebianModel,
    ::testing::Values(
        Released{"ara.traineddata", "[1,48,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx192 O1c85]", 85,
                 2, true, 113342},
        Released{"chi_sim.traineddata",
                 "[1,48,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx512 O1c224]", 4022, 223, true,
                 59047},
        Released{"deu.traineddata", "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx192 O1c115]",
                 116, 114, true, 89378},
        Released{"eng.traineddata", "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c111]",
                 112, 110, true, 338080},
        Released{"fra.traineddata", "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx128 O1c140]",
                 141, 139, true, 74068},
        Released{"heb.traineddata", "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx128 O1c69]", 69,
                 2, true, 70171},
        Released{"hin.traineddata", "[1,48,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx384 O1c123]",
                 123, 2, true, 12683},
        Released{"jpn.traineddata", "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx384 O1c415]",
                 2693, 414, true, 124505},
        Released{"kor.traineddata", "[1,48,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx384 O1c144]",
                 1158, 143, true, 79277},
        Released{"rus.traineddata", "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx128 O1c124]",
                 125, 123, true, 293898}));

class NpmModel : public ::testing::TestWithParam<const char*> {};

TEST_P(NpmModel, Loads) {
  expect_as_released(std::string(LONGHAND_NPM_MODELS) + "/" + GetParam(),
                     {GetParam(), "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx512 O1c111]", 112,
                      110, true, 338080});
}

INSTANTIATE_TEST_SUITE_P(TesseractJsData, NpmModel,
                         ::testing::Values("eng-4.0.0.traineddata",
                                           "eng-4.0.0_best_int.traineddata"));

/// Evaluation data is not part of the repository: these tests exist where $LONGHAND_DATA names its
/// folder. TinyModel covers float weights everywhere.
std::vector<Released> float_models() {
  if (!std::getenv("LONGHAND_DATA")) return {};
  return {{"fra-best-float.traineddata",
           "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c140]", 141, 139, false, 74068},
          {"heb-best-float.traineddata",
           "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c69]", 69, 2, false, 70171}};
}

class FloatModel : public ::testing::TestWithParam<Released> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FloatModel);

TEST_P(FloatModel, Loads) {
  expect_as_released(std::getenv("LONGHAND_DATA") + ("/models/" + GetParam().file), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Best, FloatModel, ::testing::ValuesIn(float_models()));

TEST(LegacyModel, IsAnsweredAsSuch) {
  const auto model = read_traineddata(file_bytes(tessdata() + "/osd.traineddata"));
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, ErrorCode::unsupported_model);
  EXPECT_NE(model.error().message.find("legacy engine"), std::string::npos);
}

TEST(DamagedRelease, SurvivesCutsAndBitFlips) {
  const auto whole = slim(file_bytes(tessdata() + "/eng.traineddata"), {.dictionary = false});
  ASSERT_TRUE(whole);
  const std::size_t size = whole->size();
  for (std::size_t i = 0; i < 400; ++i) {
    const std::size_t at = i < 200 ? i : (i - 200) * size / 200;
    EXPECT_FALSE(read_traineddata(std::span(*whole).first(at)).has_value()) << at;
    auto flipped = *whole;
    flipped[at] ^= static_cast<std::uint8_t>(1 << i % 8);
    const std::size_t before = heap().allocated;
    read_traineddata(flipped);
    EXPECT_LE(heap().allocated - before, 10 * size) << "bit " << i % 8 << " of byte " << at;
  }
}

}  // namespace
}  // namespace longhand::formats
