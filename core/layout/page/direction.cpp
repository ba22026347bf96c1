#include "layout/page/direction.h"

#include <algorithm>
#include <utility>

#include "layout/page/chains.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

constexpr float kClearly = 1.25f;  ///< how much more must speak for lines that run down

std::vector<Letter> transpose(std::vector<Letter> letters) {
  for (Letter& letter : letters) {
    std::swap(letter.left, letter.top);
    std::swap(letter.right, letter.bottom);
  }
  sort_by(letters, &Letter::left);
  return letters;
}

}  // namespace

bool runs_down(const std::vector<Letter>& letters, float usual, float width, float height) {
  const float across = closeness(letters, usual, height);
  return closeness(transpose(letters), usual, width) > kClearly * across;
}

}  // namespace longhand::layout
