#include "ocr/decode/recoder.h"

#include <algorithm>

#include "ocr/decode/charset.h"

namespace longhand::ocr {

Recoder::Recoder(const std::vector<std::vector<int>>& codes, int charset_size, int blank)
    : nodes_(1) {
  for (std::size_t id = 0; id < codes.size(); ++id) {
    if (!codes[id].empty()) add(codes[id], int(id) < charset_size ? int(id) : kNoUnichar);
  }
  const int blank_code[] = {blank};
  add(blank_code, kNoUnichar);
  index_root();
}

void Recoder::add(std::span<const int> code, int unichar) {
  int node = kRoot;
  for (const int label : code.first(code.size() - 1)) {
    if (edge_at(node, label).child < 0) {
      edge_at(node, label).child = int(nodes_.size());
      edge_at(node, label).continue_rank = nodes_[node].continuations++;
      nodes_.emplace_back();
    }
    node = edge_at(node, label).child;
  }
  Edge& last = edge_at(node, code.back());
  if (last.end_rank < 0) last.end_rank = nodes_[node].ends++;
  last.unichar = unichar;
  max_length_ = std::max(max_length_, int(code.size()));
  label_count_ = std::max(label_count_, *std::max_element(code.begin(), code.end()) + 1);
}

Recoder::Edge& Recoder::edge_at(int node, int label) {
  auto& edges = nodes_[node].edges;
  const auto place = std::lower_bound(edges.begin(), edges.end(), label,
                                      [](const Edge& edge, int l) { return edge.label < l; });
  if (place != edges.end() && place->label == label) return *place;
  return *edges.insert(place, Edge{.label = label});
}

void Recoder::index_root() {
  Node& root = nodes_[kRoot];
  root.by_label.assign(label_count_, -1);
  for (std::size_t i = 0; i < root.edges.size(); ++i) root.by_label[root.edges[i].label] = int(i);
}

const Recoder::Edge* Recoder::find(int node, int label) const {
  const Node& from = nodes_[node];
  if (!from.by_label.empty()) {
    const int index = label >= 0 && label < int(from.by_label.size()) ? from.by_label[label] : -1;
    return index < 0 ? nullptr : &from.edges[index];
  }
  const auto place = std::lower_bound(from.edges.begin(), from.edges.end(), label,
                                      [](const Edge& edge, int l) { return edge.label < l; });
  return place != from.edges.end() && place->label == label ? &*place : nullptr;
}

}  // namespace longhand::ocr
