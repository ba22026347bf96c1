#pragma once

#include <string>
#include <vector>

#include <longhand/speech.h>

namespace longhand::cli {

/// What was said in one file.
struct Transcript {
  std::string file;
  double seconds = 0;  ///< of sound
  std::vector<SpeechResult> utterances;

  std::string text() const;   ///< of all utterances
  double confidence() const;  ///< 0..1, mean over utterances weighted by their words
};

/// One line of JSON: file, seconds, text, confidence and utterances with words and alternatives.
std::string to_json(const Transcript& transcript);

/// One line of JSON: type, time and what belongs to it.
std::string to_json(const SpeechEvent& event);

/// One line: file, confidence, text, separated by tabs.
std::string to_tsv(const Transcript& transcript);

}  // namespace longhand::cli
