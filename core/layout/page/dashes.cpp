#include "layout/page/dashes.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "layout/page/buckets.h"
#include "layout/page/quantile.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

// Of the usual height of letters:
constexpr float kMostThick = 0.3f, kMostLong = 3;
constexpr float kMostOff = 0.15f;   ///< from one piece to the next, across the line
constexpr float kStanding = 0.45f;  ///< between a dotted line and text that stands on it
constexpr float kBefore = 2, kSameLine = 0.35f;  ///< from text to the dots that go on from it
constexpr float kTall = 0.6f;                    ///< what may be a letter

// Of the length of a piece:
constexpr float kMostGap = 2.5f, kMostGapOfTall = 0.35f;
constexpr float kMostUnlike = 0.4f;  ///< difference to the next one's

constexpr float kDash = 2;  ///< length, of its thickness
constexpr std::size_t kLeastDashes = 5, kLeastTall = 3, kLeastDots = 8;
constexpr float kMostUneven = 0.25f;  ///< of the usual step from one piece to the next
constexpr float kMostlyEven = 0.75f;  ///< share of the steps
constexpr int kPixel = 2;             ///< by so much the sizes of equal pieces differ

enum class Direction : std::uint8_t { across, down };

/// A piece of a line; `begin` to `end` along it, `middle` from its side.
struct Piece {
  float begin, end, middle, thickness;
  int component;

  float length() const { return end - begin; }
};

class Finder {
 public:
  Finder(const PageInk& ink, Glyphs& glyphs, Direction direction)
      : ink_(ink),
        glyphs_(glyphs),
        direction_(direction),
        letters_(float(ink.height), glyphs.usual) {
    const float usual = glyphs.usual;
    for (int i = 0; i < int(glyphs.roles.size()); ++i) {
      if (direction == Direction::across && glyphs.roles[i] == Role::letter)
        letters_.add(float(ink.components.parts[i].bottom), i);
      if (glyphs.roles[i] != Role::mark && glyphs.roles[i] != Role::letter) continue;
      const Piece piece = piece_of(i);
      if (piece.thickness <= kMostThick * usual && piece.length() <= kMostLong * usual &&
          piece.length() >= piece.thickness - kPixel)
        pieces_.push_back(piece);
    }
    sort_by(pieces_, &Piece::begin);
  }

  void find() {
    const float side = float(direction_ == Direction::across ? ink_.height : ink_.width);
    Buckets buckets(side, glyphs_.usual);
    for (int i = 0; i < int(pieces_.size()); ++i) buckets.add(pieces_[i].middle, i);
    std::vector<bool> taken(pieces_.size());
    for (int i = 0; i < int(pieces_.size()); ++i) {
      if (taken[i]) continue;
      std::vector<int> line{i};
      for (int next = i; (next = next_of(next, buckets)) >= 0 && !taken[next];) {
        taken[next] = true;
        line.push_back(next);
      }
      if (is_rule(line))
        for (const int piece : line) glyphs_.roles[pieces_[piece].component] = Role::rule;
    }
  }

 private:
  Piece piece_of(int component) const {
    const Component& part = ink_.components.parts[component];
    const auto left = float(part.left), right = float(part.right);
    const auto top = float(part.top), bottom = float(part.bottom);
    if (direction_ == Direction::across)
      return {left, right, (top + bottom) / 2, bottom - top, component};
    return {top, bottom, (left + right) / 2, right - left, component};
  }

  bool is_tall(const Piece& piece) const {
    return direction_ == Direction::down && piece.length() > kTall * glyphs_.usual;
  }

  /// The nearest piece of the same kind behind another one, or -1.
  int next_of(int index, const Buckets& buckets) const {
    const Piece& piece = pieces_[index];
    const float most_gap = std::max(2.0f * kPixel,
                                    piece.length() * (is_tall(piece) ? kMostGapOfTall : kMostGap));
    const float off = std::max(float(kPixel), kMostOff * glyphs_.usual);
    int best = -1;
    buckets.for_each(piece.middle - off, piece.middle + off, [&](const std::vector<int>& bucket) {
      for (auto at = std::ranges::upper_bound(bucket, index); at != bucket.end(); ++at) {
        const Piece& next = pieces_[*at];
        if (next.begin > piece.end + most_gap) break;
        const bool alike = std::abs(next.length() - piece.length()) <=
                           std::max(float(kPixel), kMostUnlike * piece.length());
        if (alike && next.begin > piece.end && std::abs(next.middle - piece.middle) <= off &&
            (best < 0 || next.begin < pieces_[best].begin))
          best = *at;
      }
    });
    return best;
  }

  bool is_rule(const std::vector<int>& line) const {
    float length = 0, thickness = 0;
    for (const int piece : line) {
      length += pieces_[piece].length();
      thickness += pieces_[piece].thickness;
    }
    const bool dashes = length >= kDash * thickness, tall = is_tall(pieces_[line.front()]);
    if (line.size() < (tall ? kLeastTall : dashes ? kLeastDashes : kLeastDots)) return false;
    if (!is_even(line)) return false;
    return dashes || direction_ == Direction::down || !leads_on(line);
  }

  bool is_even(const std::vector<int>& line) const {
    std::vector<float> steps;
    for (std::size_t i = 1; i < line.size(); ++i)
      steps.push_back(pieces_[line[i]].begin - pieces_[line[i - 1]].begin);
    const float usual = quantile(steps, 0.5f);
    const auto even = std::ranges::count_if(steps, [&](float step) {
      return std::abs(step - usual) <= std::max(float(kPixel), kMostUneven * usual);
    });
    return float(even) >= kMostlyEven * float(steps.size());
  }

  /// Whether dots go on from a letter that stands before them, and no text stands on them.
  bool leads_on(const std::vector<int>& line) const {
    const Piece &first = pieces_[line.front()], &last = pieces_[line.back()];
    const float usual = glyphs_.usual;
    bool leads = false, carries = false;
    letters_.for_each(first.middle - kStanding * usual, first.middle + kSameLine * usual,
                      [&](const std::vector<int>& bucket) {
                        for (const int index : bucket) {
                          const Component& part = ink_.components.parts[index];
                          const float x = float(part.left + part.right) / 2;
                          const float above = (first.middle - float(part.bottom)) / usual;
                          const float before = (first.begin - float(part.right)) / usual;
                          const bool within = x > first.begin && x < last.end;
                          carries = carries || (within && above > 0 && above < kStanding);
                          leads = leads ||
                                  (before >= 0 && before < kBefore && std::abs(above) < kSameLine);
                        }
                      });
    return leads && !carries;
  }

  const PageInk& ink_;
  Glyphs& glyphs_;
  const Direction direction_;
  Buckets letters_;  ///< by their lower edge; none where lines go down
  std::vector<Piece> pieces_;
};

}  // namespace

void find_dashed_rules(const PageInk& ink, Glyphs& glyphs) {
  if (glyphs.usual == 0) return;
  for (const Direction direction : {Direction::across, Direction::down})
    Finder(ink, glyphs, direction).find();
}

}  // namespace longhand::layout
