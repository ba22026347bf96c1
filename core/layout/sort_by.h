#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace longhand::layout {

/// Ascending keys and where they came from; of equal ones the earlier comes first.
using Keys = std::vector<std::pair<float, int>>;
void sort_keys(Keys& keys);

/// Sorts by a key that is a number; things with equal keys keep their order, everywhere alike.
template <class Thing, class Key>
void sort_by(std::vector<Thing>& things, Key key) {
  Keys keys;
  for (int i = 0; i < int(things.size()); ++i)
    keys.emplace_back(float(std::invoke(key, things[i])), i);
  sort_keys(keys);
  std::vector<Thing> sorted;
  sorted.reserve(things.size());
  for (const auto& [value, place] : keys) sorted.push_back(std::move(things[place]));
  things = std::move(sorted);
}

}  // namespace longhand::layout
