#include "ocr/decode/character_filter.h"

#include "text/permitted.h"

namespace longhand::ocr {
namespace {

/// Marks the labels that lead from `node` to an enabled character; tells whether there is one.
bool mark_labels(const Recoder& recoder, int node, CharacterFilter& filter) {
  bool any = false;
  for (const Recoder::Edge& edge : recoder.edges(node)) {
    const bool ends = edge.unichar != kNoUnichar && filter.unichars[edge.unichar];
    const bool continues = edge.child >= 0 && mark_labels(recoder, edge.child, filter);
    if (ends || continues) filter.labels[edge.label] = any = true;
  }
  return any;
}

}  // namespace

Result<CharacterFilter> make_filter(const std::string& allow, const std::string& deny,
                                    const Charset& charset, const Recoder& recoder, int labels,
                                    int blank) {
  CharacterFilter filter;
  if (allow.empty() && deny.empty()) return filter;
  std::vector<std::string> texts;
  for (int id = 0; id < charset.size(); ++id) texts.push_back(charset.text(id));
  auto permitted = text::permitted(texts, allow, deny);
  if (!permitted) return tl::unexpected(permitted.error());
  filter.unichars = std::move(*permitted);
  if (!filter.is_active()) return filter;
  filter.labels.assign(labels, 0);
  mark_labels(recoder, Recoder::kRoot, filter);
  filter.labels[blank] = 1;
  return filter;
}

}  // namespace longhand::ocr
