#include "layout/page/cells.h"

#include <algorithm>
#include <iterator>

namespace longhand::layout {
namespace {

constexpr int kOpen = -1, kRule = -2;
constexpr float kStep = 0.25f;      ///< of the usual height of letters
constexpr float kLeastSide = 1.2f;  ///< of a cell, of that height
constexpr float kLargeLetter = 2;   ///< of that height
constexpr float kCorner = 0.75f;    ///< radius of a frame's corners, of that height
constexpr int kMostPoints = 1024;   ///< of the grid, along a side

}  // namespace

Cells::Cells(const PageInk& ink, const Glyphs& glyphs, std::span<const Edge> edges)
    : step_(std::max(
          {2, int(kStep * glyphs.usual), ink.width / kMostPoints, ink.height / kMostPoints})),
      columns_(ink.width / step_ + 3),
      rows_(ink.height / step_ + 3),
      labels_(std::size_t(columns_) * rows_, kOpen) {
  draw_rules(ink, glyphs);
  draw_edges(ink, glyphs, edges);
  bounds_.push_back({0, 0, float(ink.width), float(ink.height)});
  fill(0, 0);
  const float least = kLeastSide * glyphs.usual;
  for (int i = 0; i < int(labels_.size()); ++i) {
    if (labels_[i] != kOpen) continue;
    bounds_.push_back({float(ink.width), float(ink.height), 0, 0});
    const std::vector<int> filled = fill(i, int(bounds_.size()) - 1);
    const Bounds& found = bounds_.back();
    if (found.right - found.left >= least && found.bottom - found.top >= least) continue;
    for (const int place : filled) labels_[place] = kRule;
    bounds_.pop_back();
  }
  spread();
}

/// A point of the grid lies outside the page all around, so that what is left there hangs together.
void Cells::draw_rules(const PageInk& ink, const Glyphs& glyphs) {
  for (std::size_t i = 0; i < glyphs.roles.size(); ++i) {
    if (glyphs.roles[i] != Role::rule) continue;
    for (const int index : ink.runs_of(int(i))) {
      const Run& run = ink.components.runs[index];
      int* row = labels_.data() + std::size_t(run.row / step_ + 1) * columns_ + 1;
      std::fill(row + run.left / step_, row + (run.right - 1) / step_ + 1, kRule);
    }
  }
}

/// A little longer than they are, over rounded corners, but not those of large letters.
void Cells::draw_edges(const PageInk& ink, const Glyphs& glyphs, std::span<const Edge> edges) {
  std::vector<const Component*> large;
  for (std::size_t i = 0; i < glyphs.roles.size(); ++i) {
    const Component& part = ink.components.parts[i];
    if (glyphs.roles[i] == Role::letter && float(part.height()) > kLargeLetter * glyphs.usual)
      large.push_back(&part);
  }
  const int longer = int(kCorner * glyphs.usual);
  for (const Edge& edge : edges) {
    const auto is_within = [&](const Component* part) {
      const int middle = (edge.begin + edge.end) / 2;
      const int x = edge.vertical ? edge.at : middle, y = edge.vertical ? middle : edge.at;
      return x >= part->left - 2 && x < part->right + 2 && y >= part->top - 2 &&
             y < part->bottom + 2;
    };
    if (std::ranges::any_of(large, is_within)) continue;
    const int from = std::max(0, edge.begin - longer);
    const int to = std::min(edge.end + longer, edge.vertical ? ink.height : ink.width);
    for (int place = from / step_; place <= (to - 1) / step_; ++place) {
      const int row = edge.vertical ? place : edge.at / step_;
      const int column = edge.vertical ? edge.at / step_ : place;
      labels_[std::size_t(row + 1) * columns_ + column + 1] = kRule;
    }
  }
}

/// Gives all that hangs together with `start` to the cell; returns it.
std::vector<int> Cells::fill(int start, int cell) {
  Bounds& box = bounds_[cell];
  std::vector<int> filled{start};
  labels_[start] = cell;
  for (std::size_t i = 0; i < filled.size(); ++i) {
    const int place = filled[i], x = place % columns_, y = place / columns_;
    box = {std::min(box.left, float((x - 1) * step_)), std::min(box.top, float((y - 1) * step_)),
           std::max(box.right, float(x * step_)), std::max(box.bottom, float(y * step_))};
    const auto visit = [&](bool inside, int next) {
      if (!inside || labels_[next] != kOpen) return;
      labels_[next] = cell;
      filled.push_back(next);
    };
    visit(x > 0, place - 1);
    visit(x + 1 < columns_, place + 1);
    visit(y > 0, place - columns_);
    visit(y + 1 < rows_, place + columns_);
  }
  return filled;
}

/// Points on rules get the cell of a neighbour: a letter may touch a rule.
void Cells::spread() {
  const std::vector<int> before = labels_;
  std::ranges::transform(before, std::back_inserter(borders_),
                         [](int label) { return label == kRule; });
  for (int i = columns_; i + columns_ < int(labels_.size()); ++i) {
    if (before[i] != kRule) continue;
    for (const int next : {i - 1, i + 1, i - columns_, i + columns_})
      if (before[next] >= 0) labels_[i] = before[next];
  }
  std::ranges::replace(labels_, kRule, 0);
}

std::size_t Cells::place(float x, float y) const {
  const int column = std::clamp(int(x) / step_ + 1, 0, columns_ - 1);
  const int row = std::clamp(int(y) / step_ + 1, 0, rows_ - 1);
  return std::size_t(row) * columns_ + column;
}

int Cells::at(float x, float y) const { return labels_[place(x, y)]; }

}  // namespace longhand::layout
