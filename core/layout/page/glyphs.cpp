#include "layout/page/glyphs.h"

#include <algorithm>
#include <cstdint>

#include "layout/page/buckets.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

constexpr int kLeastHeight = 3, kLeastArea = 4;
constexpr int kSampleHeight = 5, kSampleArea = 10;  ///< of what tells how high letters are
constexpr float kRuleThickness = 0.35f, kRuleLength = 3.5f;
constexpr float kSmaller = 0.45f;  ///< of the usual height: print of another size
constexpr float kLongestDash = 3.0f;
constexpr float kHolderHeight = 1.5f, kHolderWidth = 2.5f;
constexpr int kLeastHeld = 2;  ///< letters in what is no letter

// Of worn print:
constexpr float kWhole = 0.7f;       ///< height of what is no part of a letter, of the usual one
constexpr float kMostWhole = 0.86f;  ///< share of such letters
constexpr float kThin = 0.235f;      ///< mean length of the runs of ink, of the usual height

float fill_of(const Component& part) {
  return float(part.area) / (float(part.width()) * float(part.height()));
}

/// The height that half of the width of all likely letters does not exceed; `counts` tells which
/// components count.
template <class Counts>
float usual_height(const PageInk& ink, Counts counts) {
  std::vector<const Component*> likely;
  float all = 0;
  for (std::size_t i = 0; i < ink.components.parts.size(); ++i) {
    const Component& part = ink.components.parts[i];
    const bool sized = counts(i) && part.height() >= kSampleHeight &&
                       part.width() <= 8 * part.height() && part.area >= kSampleArea;
    if (!sized || fill_of(part) < 0.08f) continue;
    likely.push_back(&part);
    all += float(part.width());
  }
  sort_by(likely, [](const Component* part) { return part->height(); });
  float sum = 0;
  for (const Component* part : likely) {
    sum += float(part->width());
    if (2 * sum >= all) return float(part->height());
  }
  return 0;
}

/// Long strokes, alone or as a frame: little ink for their length, none of it thick.
bool is_rule(const Component& part, float usual) {
  const float width = float(part.width()), height = float(part.height());
  const float length = std::max(width, height);
  const bool flat = height <= std::max(3.0f, kRuleThickness * usual);
  if (flat && width > kLongestDash * usual) return true;
  if (length < kRuleLength * usual) return false;
  const float thickness = float(part.area) / length;
  const float across = std::min(width, height);
  if (across <= std::max(3.0f, kRuleThickness * usual) && length >= 8 * across) return true;
  const bool frame = across > 1.5f * usual && fill_of(part) < 0.25f && length > 6 * usual;
  const bool slanted = across < 0.2f * length && thickness < std::max(3.0f, kRuleThickness * usual);
  return frame || (slanted && fill_of(part) * across < 2 * thickness && length > 12 * usual);
}

bool is_headline_letter(const Component& part, const PageInk& ink) {
  return part.height() * 3 <= ink.height && part.width() <= 3 * part.height() &&
         part.height() <= 12 * part.width() && fill_of(part) >= 0.12f && fill_of(part) <= 0.95f;
}

Role role_of(const Component& part, const PageInk& ink, float usual) {
  const float width = float(part.width()), height = float(part.height());
  if (is_rule(part, usual)) return Role::rule;
  if (part.height() < kLeastHeight || part.area < kLeastArea) return Role::mark;
  const bool large = height > 6 * usual + 20 || width > 12 * usual + 60;
  if (large) return is_headline_letter(part, ink) ? Role::letter : Role::picture;
  if (width * height > 60 * usual * usual && fill_of(part) < 0.2f) return Role::picture;
  return height >= kLeastLetter * usual && fill_of(part) > 0.06f ? Role::letter : Role::mark;
}

/// What holds letters is no letter but a frame, however thick and blurred.
void find_holders(const PageInk& ink, Glyphs& glyphs) {
  const std::vector<Component>& parts = ink.components.parts;
  Buckets letters(float(ink.height), 4 * glyphs.usual);
  const auto is_letter = [&](std::size_t i) { return glyphs.roles[i] == Role::letter; };
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (is_letter(i)) letters.add(float(parts[i].bottom), int(i));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Component& holder = parts[i];
    const bool large = float(holder.height()) > kHolderHeight * glyphs.usual &&
                       float(holder.width()) > kHolderWidth * glyphs.usual;
    if (!is_letter(i) || !large) continue;
    int held = 0;
    letters.for_each(float(holder.top), float(holder.bottom), [&](const std::vector<int>& bucket) {
      held += int(std::ranges::count_if(bucket, [&](int index) {
        const Component& part = parts[index];
        return part.left > holder.left && part.right < holder.right && part.top > holder.top &&
               part.bottom < holder.bottom;
      }));
    });
    if (held >= kLeastHeld) glyphs.roles[i] = Role::rule;
  }
}

}  // namespace

Glyphs find_glyphs(const PageInk& ink) {
  Glyphs glyphs{{}, usual_height(ink, [](std::size_t) { return true; })};
  glyphs.roles.reserve(ink.components.parts.size());
  for (std::size_t i = 0; i < ink.components.parts.size(); ++i) {
    const Component& part = ink.components.parts[i];
    glyphs.roles.push_back(ink.panels[i]      ? Role::picture
                           : glyphs.usual > 0 ? role_of(part, ink, glyphs.usual)
                                              : Role::mark);
  }
  if (glyphs.usual > 0) find_holders(ink, glyphs);
  return glyphs;
}

bool is_worn(const PageInk& ink, const Glyphs& glyphs) {
  float letters = 0, whole = 0, area = 0, runs = 0;
  for (std::size_t i = 0; i < glyphs.roles.size(); ++i) {
    if (glyphs.roles[i] != Role::letter) continue;
    const Component& part = ink.components.parts[i];
    ++letters;
    whole += float(part.height()) >= kWhole * glyphs.usual;
    area += float(part.area);
    runs += float(ink.runs_of(int(i)).size());
  }
  return whole < kMostWhole * letters && area < kThin * glyphs.usual * runs;
}

Glyphs find_smaller_glyphs(const PageInk& ink, const Glyphs& larger,
                           const std::vector<TextRow>& rows) {
  std::vector<bool> left(larger.roles.size());
  for (std::size_t i = 0; i < left.size(); ++i)
    left[i] = larger.roles[i] == Role::mark || larger.roles[i] == Role::letter;
  for (const TextRow& row : rows)
    for (const int part : row.parts) left[part] = false;
  Glyphs glyphs{{}, usual_height(ink, [&](std::size_t i) { return bool(left[i]); })};
  if (glyphs.usual > kSmaller * larger.usual) glyphs.usual = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const bool counts = left[i] && glyphs.usual > 0;
    glyphs.roles.push_back(counts ? role_of(ink.components.parts[i], ink, glyphs.usual)
                                  : Role::picture);
  }
  return glyphs;
}

}  // namespace longhand::layout
