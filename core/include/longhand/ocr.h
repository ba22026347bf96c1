#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <longhand/box.h>
#include <longhand/error.h>
#include <longhand/image.h>
#include <longhand/language.h>
#include <longhand/range.h>

namespace longhand {

inline constexpr int kLinesTogether = 12;  ///< most that are read side by side: enough rows for
                                           ///< the kernels
inline constexpr Range kInvertThreshold{0, 1};
inline constexpr Range kPatternThreshold{0, 100};
inline constexpr Range kLineHeight{8, 256};  ///< of a network that cut_line() cuts for

/// One recognised character (a grapheme as the model's character set has it).
struct Symbol {
  std::string text;      ///< UTF-8
  float confidence = 0;  ///< 0..100
  Box box;
};

struct Word {
  std::string text;      ///< UTF-8, reading order
  float confidence = 0;  ///< 0..100
  Box box;
  bool from_dictionary = false;
  int model = 0;                ///< number of the one that read it, where several do
  std::vector<Symbol> symbols;  ///< reading order
};

/// Which random generator fills the borders of the convolution; see OcrOptions::noise.
enum class Noise {
  lcg,     ///< Tesseract 4.x and from 5.5.1 on
  minstd,  ///< Tesseract 5.0.0 to 5.5.0
};

/// What of the picture the network sees.
enum class Layout {
  line,  ///< its line of text, found, straightened and cut out; blank pictures are not read
  raw,   ///< all of it as it is, as Tesseract's raw line mode (PSM 13) does
};

/// Which way the line runs.
enum class Direction {
  automatic,  ///< vertical if the picture or, for a square, the model looks like it
  horizontal,
  vertical,  ///< from top to bottom, or turned by 90 degrees either way
};

/// What is searched for in lines.
struct SearchOptions {
  bool dictionary = true;  ///< let the model's word lists guide the search, if it has any
  std::string allow;  ///< UTF-8 characters the search may use, spaces besides; empty = all. "0-9"
                      ///< is a range between letters or digits, elsewhere "-" is itself.
  std::string deny;   ///< characters the search must not use, written alike

  /// If not empty, a line is read as what one of these patterns says, or rejected. What is written
  /// stands for itself, but `(x|y)` is one of them, `[x]` x or nothing, `x+` one or more times,
  /// `x*` any number of times, `x{3}` and `x{2,4}` so often; `<digit>`, `<letter>`, `<upper>`,
  /// `<lower>` (capitals, small letters of Latin-1), `<any>` (all but the space), `<[A-F0-9]>` (one
  /// of a list); `\\` goes before a character that means something else.
  std::vector<std::string> patterns;
  float pattern_threshold = 50;  ///< results with less confidence are rejected, of
                                 ///< kPatternThreshold

  // What follows says nothing beside patterns.
  std::vector<Hotword> hotwords;
  std::shared_ptr<const LanguageModel> language_model;  ///< of words or of characters; may be null
  float lm_weight = 0.3f;   ///< alpha: factor of the model's log-probabilities
  float word_bonus = 0.5f;  ///< beta: added per word, nats; only with a model of words

  bool operator==(const SearchOptions&) const = default;
};

struct OcrOptions : SearchOptions {
  Layout layout = Layout::line;
  Direction direction = Direction::automatic;  ///< Layout::raw reads across unless told otherwise
  Noise noise = Noise::lcg;
  double invert_threshold = 0.7;  ///< below this mean certainty light-on-dark is tried too, of
                                  ///< kInvertThreshold; 0 = never
  bool probabilities = false;     ///< fill OcrResult::probabilities
};

/// What the caller should know about a result.
enum class Warning {
  several_lines,  ///< the picture holds more lines than the one that was read, the largest
  vertical_text,  ///< the line was read as a vertical one, by a model that is not made for such
};

/// The warning's name as JSON and JavaScript have it, such as "several_lines".
const char* name_of(Warning warning);

struct OcrResult {
  std::string text;  ///< UTF-8, reading order, words joined by spaces where the script has them;
                     ///< direction marks (U+200E, U+200F) stand where runs of both directions meet
  float confidence = 0;  ///< 0..100: mean over words, or of the pattern; 0 if there is no text
  std::vector<Word> words;
  std::vector<Warning> warnings;
  int pattern = -1;                  ///< index into SearchOptions::patterns, -1 = none
  bool rejected = false;             ///< the line fits none of the patterns; there is no text
  bool inverted = false;             ///< the light-on-dark reading won
  int steps = 0;                     ///< time steps of the network; 0 if the picture is blank
  int labels = 0;                    ///< softmax width
  std::vector<float> probabilities;  ///< [steps][labels], each row sums to 1; empty unless asked
                                     ///< for
};

/// Pixels of a line in grey.
struct LinePicture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels;  ///< [height][width]
};

/// What a network that takes lines of `height` rows, of kLineHeight, sees of a picture with
/// Layout::line, before it is normalised: for training one. 0 x 0 pixels of a picture that is
/// blank. Fails with invalid_image or invalid_option.
Result<LinePicture> cut_line(const ImageView& picture, int height);

/// A loaded model file: immutable, shared by any number of recognisers.
class OcrModel {
 public:
  /// Reads an uncompressed `.traineddata`, or a `.safetensors` of kind "ocr" (see
  /// models/FORMAT.md). The bytes are not needed afterwards. Fails with invalid_model or
  /// unsupported_model.
  static Result<OcrModel> load(std::span<const std::uint8_t> bytes);

  /// The same without a copy: the model keeps the bytes, of which its word lists are the most.
  static Result<OcrModel> load(std::shared_ptr<const std::uint8_t[]> bytes, std::size_t size);

  /// The same of a `.traineddata` alone, whose lines are read without patterns, hot words and
  /// language models: a program that calls no other is smaller.
  static Result<OcrModel> load_traineddata(std::shared_ptr<const std::uint8_t[]> bytes,
                                           std::size_t size);

  OcrModel(OcrModel&&) noexcept;
  OcrModel& operator=(OcrModel&&) noexcept;
  ~OcrModel();

  /// UTF-8 text of each softmax label that is a character by itself, "" for the others and the
  /// blank.
  const std::vector<std::string>& label_texts() const;
  int blank() const;
  bool has_dictionary() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit OcrModel(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Recognises lines with one model. Keeps working memory between calls; use one per thread.
class OcrRecognizer {
 public:
  explicit OcrRecognizer(std::shared_ptr<const OcrModel> model);
  OcrRecognizer(OcrRecognizer&&) noexcept;
  OcrRecognizer& operator=(OcrRecognizer&&) noexcept;
  ~OcrRecognizer();

  /// Reads one line of text. Fails with invalid_image or invalid_option and stays usable.
  Result<OcrResult> recognize(const ImageView& line, const OcrOptions& options = {});

  /// Reads many lines, several side by side, which takes less time than one after the other. Each
  /// has its own result, the same as that of `recognize`, in the order of `lines`; working memory
  /// does not grow with their number.
  std::vector<Result<OcrResult>> recognize_all(std::span<const ImageView> lines,
                                               const OcrOptions& options = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand
