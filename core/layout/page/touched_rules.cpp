#include "layout/page/touched_rules.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

constexpr float kLeastRun = 1.5f;                     ///< of a rule, of the usual height of letters
constexpr float kMostThick = 0.25f, kMostPixels = 3;  ///< of that height or, if larger, pixels
constexpr float kUnderline = 2, kBaseline = 5, kLine = 12;  ///< lengths, of that height

// Of the length of a rule:
constexpr float kFewTouch = 0.3f;  ///< what letters touch of an underline or a line of a form
constexpr float kFewHang = 0.05f;  ///< what hangs from it, as letters of some scripts do from
                                   ///< theirs

constexpr int kSlant = 1;  ///< pixels by which a stroke may move aside where it crosses a rule

/// Columns [left, right).
struct Span {
  int left, right;
};

/// In ascending order, apart from each other.
using Spans = std::vector<Span>;

int length_of(const Spans& spans) {
  int sum = 0;
  for (const Span& span : spans) sum += span.right - span.left;
  return sum;
}

/// Puts together what overlaps.
Spans united(Spans spans) {
  sort_by(spans, &Span::left);
  Spans result;
  for (const Span& span : spans) {
    if (!result.empty() && span.left <= result.back().right)
      result.back().right = std::max(result.back().right, span.right);
    else result.push_back(span);
  }
  return result;
}

/// What both cover, on each side a little wider.
Spans common(const Spans& a, const Spans& b, int wider) {
  Spans result;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    const int left = std::max(x->left, y->left) - wider;
    const int right = std::min(x->right, y->right) + wider;
    if (left < right) result.push_back({left, right});
    if (x->right < y->right) ++x;
    else ++y;
  }
  return united(std::move(result));
}

/// Calls use(run) for the runs of a row that touch another run; `runs` are ordered.
template <class Use>
void for_each_touching(const std::vector<Run>& runs, int row, const Run& run, Use use) {
  const auto behind = [](const Run& other) { return std::pair(other.row, other.right); };
  auto at = std::ranges::lower_bound(runs, std::pair(row, run.left), {}, behind);
  for (; at != runs.end() && at->row == row && at->left <= run.right; ++at) use(*at);
}

void sort_runs(std::vector<Run>& runs) {
  sort_by(runs, &Run::left);
  sort_by(runs, &Run::row);
}

/// Where letters touch a rule from above and below, or one run of it, also across other runs.
struct Touched {
  Spans above, below;
};

/// A component, parted.
struct Parted {
  Components letters;
  std::vector<std::vector<Run>> rules;
};

/// Looks at one component of a page.
class Parter {
 public:
  Parter(const PageInk& ink, int component, float usual) : usual_(usual) {
    std::vector<Run> runs;
    for (const int index : ink.runs_of(component)) {
      const Run& run = ink.components.runs[index];
      (float(run.right - run.left) >= kLeastRun * usual ? runs : letters_).push_back(run);
    }
    if (runs.empty()) return;
    take_thin(connect(std::move(runs)));
    find_touched();
  }

  /// Nothing if it has no rule that letters touch.
  std::optional<Parted> part() const {
    Parted parted;
    std::vector<int> numbers(parts_.size(), -1);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (!is_touched_rule(parts_[i], of_rules_[i])) continue;
      numbers[i] = int(parted.rules.size());
      parted.rules.emplace_back();
    }
    if (parted.rules.empty()) return {};
    std::vector<Run> letters = letters_;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      const int number = numbers[rules_[i].component];
      if (number < 0) letters.push_back(rules_[i]);
      else divide(rules_[i], touched_[i], letters, parted.rules[number]);
    }
    sort_runs(letters);
    parted.letters = connect(std::move(letters));
    take_posts(parted);
    std::erase_if(parted.rules, [](const std::vector<Run>& rule) { return rule.empty(); });
    if (parted.letters.parts.empty() || parted.rules.empty()) return {};
    return parted;
  }

 private:
  bool is_thin(const Component& part) const {
    const auto length = float(part.width());
    return length >= kUnderline * usual_ &&
           float(part.area) <= std::max(kMostPixels, kMostThick * usual_) * length;
  }

  /// What is thick is none.
  void take_thin(Components found) {
    for (const Run& run : found.runs)
      (is_thin(found.parts[run.component]) ? rules_ : letters_).push_back(run);
    sort_runs(letters_);
    parts_ = std::move(found.parts);
  }

  void find_touched() {
    touched_.resize(rules_.size());
    of_rules_.resize(parts_.size());
    for (std::size_t i = 0; i < rules_.size(); ++i) find_touched(i, -1, &Touched::above);
    for (std::size_t i = rules_.size(); i-- > 0;) find_touched(i, 1, &Touched::below);
    for (Touched& touched : of_rules_)
      touched = {united(std::move(touched.above)), united(std::move(touched.below))};
  }

  void find_touched(std::size_t index, int side, Spans Touched::*of) {
    const Run& run = rules_[index];
    Spans found;
    const auto add = [&](int left, int right) {
      left = std::max(left, run.left);
      right = std::min(right, run.right);
      if (left < right) found.push_back({left, right});
    };
    for_each_touching(letters_, run.row + side, run,
                      [&](const Run& letter) { add(letter.left, letter.right); });
    for_each_touching(rules_, run.row + side, run, [&](const Run& next) {
      for (const Span& span : touched_[std::size_t(&next - rules_.data())].*of)
        add(span.left, span.right);
    });
    found = united(std::move(found));
    Spans& of_rule = of_rules_[run.component].*of;
    of_rule.insert(of_rule.end(), found.begin(), found.end());
    touched_[index].*of = std::move(found);
  }

  bool is_touched_rule(const Component& part, const Touched& touched) const {
    Spans all = touched.above;
    all.insert(all.end(), touched.below.begin(), touched.below.end());
    const auto length = float(part.width()), touching = float(length_of(united(std::move(all))));
    if (touching == 0) return false;
    const auto crossing = float(length_of(common(touched.above, touched.below, 0)));
    const float hanging = float(length_of(touched.below)) - crossing;
    const bool few_touch = touching <= kFewTouch * length;
    const bool strikes_out = 2 * crossing > touching;
    if (strikes_out || hanging <= kFewHang * length)
      return few_touch || length >= kBaseline * usual_;
    return few_touch && length >= kLine * usual_;
  }

  /// Letters keep the pixels where their strokes cross.
  static void divide(const Run& run, const Touched& touched, std::vector<Run>& letters,
                     std::vector<Run>& rule) {
    int left = run.left;
    const auto add = [&](int end, std::vector<Run>& to) {
      const int right = std::min(end, run.right);
      if (left < right) to.push_back({run.row, left, right, 0});
      left = std::max(left, right);
    };
    for (const Span& span : common(touched.above, touched.below, kSlant)) {
      add(span.left, rule);
      add(span.right, letters);
    }
    add(run.right, rule);
  }

  /// What stands on one rule and carries another is part of a frame, not a letter.
  static void take_posts(Parted& parted) {
    const Components& letters = parted.letters;
    std::vector<int> under(letters.parts.size(), -1);
    std::vector<bool> stays(letters.parts.size(), true);
    for (int rule = 0; rule < int(parted.rules.size()); ++rule) {
      for (const Run& run : parted.rules[rule]) {
        for_each_touching(letters.runs, run.row + 1, run, [&](const Run& letter) {
          if (letters.parts[letter.component].top == letter.row) under[letter.component] = rule;
        });
      }
    }
    for (const std::vector<Run>& rule : parted.rules) {
      for (const Run& run : rule) {
        for_each_touching(letters.runs, run.row - 1, run, [&](const Run& letter) {
          const bool stands = letters.parts[letter.component].bottom == run.row;
          if (stands && under[letter.component] >= 0) stays[letter.component] = false;
        });
      }
    }
    for (const Run& run : letters.runs)
      if (!stays[run.component]) parted.rules[under[run.component]].push_back(run);
    parted.letters = keep(letters, stays);
  }

  const float usual_;
  std::vector<Run> letters_;
  std::vector<Run> rules_;  ///< what may be one; each names one of `parts_`
  std::vector<Component> parts_;
  std::vector<Touched> touched_;   ///< of each run of rules_
  std::vector<Touched> of_rules_;  ///< of each of parts_
};

}  // namespace

bool part_touched_rules(PageInk& ink, float usual) {
  if (usual <= 0) return false;
  Parted all;
  std::vector<bool> stays(ink.components.parts.size(), true);
  for (int i = 0; i < int(stays.size()); ++i) {
    if (ink.panels[i] || float(ink.components.parts[i].width()) < kUnderline * usual) continue;
    auto parted = Parter(ink, i, usual).part();
    if (!parted) continue;
    stays[i] = false;
    append(parted->letters, all.letters);
    std::ranges::move(parted->rules, std::back_inserter(all.rules));
  }
  if (all.rules.empty()) return false;
  ink.replace(stays, all.letters, std::move(all.rules));
  return true;
}

}  // namespace longhand::layout
