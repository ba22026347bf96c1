#include "ocr/decode/characters.h"

#include <algorithm>

namespace longhand::ocr {
namespace {

/// Walks over a path, collecting the worst certainty.
class PathReader {
 public:
  explicit PathReader(std::span<const BeamNode> path) : path_(path) {}

  bool at_end() const { return step_ == int(path_.size()); }
  int step() const { return step_; }
  int first() const { return first_; }
  const BeamNode& here() const { return path_[step_]; }

  /// Skips the steps that complete no character; their worst certainty, 0 without any. The step
  /// where the next character begins is `first` from then on.
  float skip_incomplete() {
    float worst = 0;
    bool begun = false;
    for (; !at_end() && here().unichar == kNoUnichar; worst = std::min(worst, next())) {
      if (!begun) first_ = step_;
      begun = here().prefix != Recoder::kRoot;
    }
    if (!begun) first_ = step_;
    return worst;
  }

  /// Reads a character's own steps. Those of a space that the network alone proposed in front of a
  /// dictionary word are not joined with what came before: its last step counts.
  float read_character(float worst) {
    const bool counts_last_only = here().unichar == kSpace;
    do {
      const bool forgets = counts_last_only && here().permuter == Permuter::none;
      const float certainty = next();
      worst = forgets ? certainty : std::min(worst, certainty);
    } while (!at_end() && here().repeats);
    return worst;
  }

 private:
  float next() { return path_[step_++].certainty; }

  std::span<const BeamNode> path_;
  int step_ = 0;
  int first_ = 0;
};

void charge(std::vector<Character>& characters, float certainty) {
  if (!characters.empty()) {
    characters.back().certainty = std::min(characters.back().certainty, certainty);
  }
}

}  // namespace

void close_gaps(std::vector<Character>& characters, int steps) {
  if (characters.empty()) return;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
    Character& left = characters[i];
    Character& right = characters[i + 1];
    left.end += (right.begin - left.end) / 2;
    right.begin = left.end;
  }
  characters.front().begin = 0;
  characters.back().end = steps;
}

std::vector<Character> extract_characters(std::span<const BeamNode> path) {
  std::vector<Character> characters;
  PathReader reader(path);
  while (!reader.at_end()) {
    float worst = reader.skip_incomplete();
    if (reader.at_end()) {
      charge(characters, worst);
      break;
    }
    const BeamNode& node = reader.here();
    if (node.unichar == kSpace && !characters.empty() && node.permuter != Permuter::none) {
      charge(characters, worst);
      worst = 0;
    }
    Character character;
    character.unichar = node.unichar;
    character.permuter = node.permuter;
    character.starts_word = node.starts_word;
    character.step = character.begin = reader.step();
    character.first = reader.first();
    character.certainty = reader.read_character(worst);
    character.last = character.end = reader.step();
    characters.push_back(character);
  }
  close_gaps(characters, int(path.size()));
  return characters;
}

}  // namespace longhand::ocr
