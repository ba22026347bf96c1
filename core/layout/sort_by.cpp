#include "layout/sort_by.h"

#include <algorithm>

namespace longhand::layout {

void sort_keys(Keys& keys) { std::sort(keys.begin(), keys.end()); }

}  // namespace longhand::layout
