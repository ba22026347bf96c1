#include "layout/page/letters.h"

#include <algorithm>
#include <iterator>

#include "layout/page/buckets.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

// Of the usual height of letters:
constexpr float kLeastPart = 0.12f, kWidestPart = 1.2f;  ///< of what may be part of a letter
constexpr float kBreak = 0.15f;                          ///< between parts, one above the other
constexpr float kHighest = 1.6f;                         ///< of a letter made of parts

constexpr float kThin = 6;             ///< height of a piece of a rule, of its width
constexpr float kLeastBreak = 2;       ///< pixels
constexpr float kLeastOverlap = 0.5f;  ///< of the width of the narrower part

bool is_candidate(const Component& part, Role role, float usual) {
  if (role == Role::letter) return true;
  const float side = float(std::max(part.width(), part.height()));
  return role == Role::mark && side >= kLeastPart * usual && side <= kWidestPart * usual;
}

/// Whether two parts stand so close above each other that they are one letter.
bool belong_together(const Letter& a, const Letter& b, float usual) {
  const float overlap = std::min(a.right, b.right) - std::max(a.left, b.left);
  const float gap = std::max(a.top, b.top) - std::min(a.bottom, b.bottom);
  const float height = std::max(a.bottom, b.bottom) - std::min(a.top, b.top);
  return overlap >= kLeastOverlap * std::min(a.width(), b.width()) &&
         gap <= std::max(kLeastBreak, kBreak * usual) && height <= kHighest * usual;
}

/// Puts parts that belong together into the first of them, from left to right.
class Assembler {
 public:
  Assembler(std::vector<Letter> parts, float usual, float page_height)
      : parts_(std::move(parts)), usual_(usual), buckets_(page_height, usual) {
    for (int i = 0; i < int(parts_.size()); ++i) buckets_.add(parts_[i].middle(), i);
  }

  std::vector<Letter> assemble() && {
    for (int i = 0; i < int(parts_.size()); ++i)
      if (!parts_[i].parts.empty()) collect(i);
    std::erase_if(parts_, [&](const Letter& letter) {
      return letter.parts.empty() || letter.height() < kLeastLetter * usual_;
    });
    return std::move(parts_);
  }

 private:
  void collect(int index) {
    Letter& letter = parts_[index];
    if (letter.height() > kHighest * usual_) return;
    const float reach = kHighest * usual_;
    buckets_.for_each(letter.middle() - reach, letter.middle() + reach,
                      [&](const std::vector<int>& bucket) {
                        const auto first = std::ranges::upper_bound(bucket, index);
                        for (auto it = first; it != bucket.end(); ++it) {
                          Letter& other = parts_[*it];
                          if (other.left > letter.right) break;
                          if (!other.parts.empty() && belong_together(letter, other, usual_))
                            take(letter, other);
                        }
                      });
  }

  static void take(Letter& letter, Letter& other) {
    letter.left = std::min(letter.left, other.left);
    letter.right = std::max(letter.right, other.right);
    letter.top = std::min(letter.top, other.top);
    letter.bottom = std::max(letter.bottom, other.bottom);
    std::ranges::move(other.parts, std::back_inserter(letter.parts));
    other.parts.clear();
  }

  std::vector<Letter> parts_;
  const float usual_;
  Buckets buckets_;
};

}  // namespace

std::vector<Letter> find_letters(const PageInk& ink, const Glyphs& glyphs, const Cells& cells) {
  std::vector<Letter> parts;
  for (int i = 0; i < int(glyphs.roles.size()); ++i) {
    const Component& part = ink.components.parts[i];
    if (!is_candidate(part, glyphs.roles[i], glyphs.usual)) continue;
    parts.push_back(
        {float(part.left), float(part.right), float(part.top), float(part.bottom), {i}});
  }
  sort_by(parts, &Letter::left);
  std::vector<Letter> letters = Assembler(std::move(parts), glyphs.usual, float(ink.height))
                                    .assemble();
  std::erase_if(letters, [&](const Letter& letter) {
    const bool thin = letter.height() > kThin * letter.width();
    return thin && cells.is_border((letter.left + letter.right) / 2, letter.middle());
  });
  for (Letter& letter : letters)
    letter.cell = cells.at((letter.left + letter.right) / 2, letter.middle());
  return letters;
}

}  // namespace longhand::layout
