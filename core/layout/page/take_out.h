#pragma once

#include <utility>
#include <vector>

namespace longhand::layout {

/// Takes out the things that do not stay; those and what is left keep their order.
template <class Thing, class Test>
std::vector<Thing> take_out(std::vector<Thing>& things, Test stays) {
  std::vector<Thing> left, taken;
  for (Thing& thing : things) (stays(thing) ? left : taken).push_back(std::move(thing));
  things = std::move(left);
  return taken;
}

}  // namespace longhand::layout
