// Prints what the public headers say of options, for TypeScript that must know it where no engine
// runs: a line of JSON for each recogniser. Not a part of the modules, where it would be weight.
#include <iostream>

#include <longhand/ocr.h>
#include <longhand/speech.h>

namespace {

using longhand::Range;

std::ostream& operator<<(std::ostream& out, Range range) {
  return out << '[' << range.least << ',' << range.most << ']';
}

/// One `"name":value`, behind a comma unless it is the first.
class Line {
 public:
  explicit Line(const char* recognizer) { std::cout << recognizer << " {"; }
  ~Line() { std::cout << "}\n"; }

  template <class T>
  Line& add(const char* name, const T& value) {
    std::cout << separator_ << '"' << name << "\":" << value;
    separator_ = ",";
    return *this;
  }

 private:
  const char* separator_ = "";
};

}  // namespace

int main() {
  std::cout.precision(17);
  const longhand::SpeechLimits& speech = longhand::kSpeechLimits;
  const longhand::SearchOptions search;
  Line("ocr")
      .add("imageSide", longhand::kMaxImageSide)
      .add("imagePixels", longhand::kMaxImagePixels)
      .add("linesTogether", longhand::kLinesTogether)
      .add("invertThreshold", longhand::kInvertThreshold)
      .add("patternThreshold", longhand::kPatternThreshold)
      .add("defaultPatternThreshold", search.pattern_threshold)
      .add("defaultLmWeight", search.lm_weight)
      .add("defaultWordBonus", search.word_bonus);
  Line("language")
      .add("boost", longhand::kBoost)
      .add("defaultBoost", longhand::Hotword().boost)
      .add("lmWeight", longhand::kLmWeight)
      .add("wordBonus", longhand::kWordBonus);
  Line("speech")
      .add("sampleRate", speech.sample_rate)
      .add("sample", speech.sample)
      .add("beam", speech.beam)
      .add("phraseThreshold", speech.phrase_threshold)
      .add("trailingSilence", speech.trailing_silence)
      .add("noSpeech", speech.no_speech)
      .add("maxLength", speech.max_length);
}
