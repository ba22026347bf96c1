#include "ocr/character_filter.h"

#include <algorithm>
#include <string_view>

#include "text/character_set.h"
#include "text/plain_text.h"

namespace longhand::ocr {
namespace {

using text::CharacterSet;

bool may_use(const std::string& text, const CharacterSet& allowed, const CharacterSet& denied) {
  return std::ranges::all_of(text::characters_of(text), [&](std::string_view character) {
    const bool permitted = allowed.empty() || character == " " || allowed.contains(character);
    return permitted && !denied.contains(character);
  });
}

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
  const auto writes = [&charset](std::string_view character) {
    for (int id = 0; id < charset.size(); ++id) {
      if (charset.text(id).find(character) != std::string::npos) return true;
    }
    return false;
  };
  const auto plain_allow = text::plain_text(allow, "allow", writes);
  if (!plain_allow) return tl::unexpected(plain_allow.error());
  const auto plain_deny = text::plain_text(deny, "deny", writes);
  if (!plain_deny) return tl::unexpected(plain_deny.error());
  const CharacterSet allowed(*plain_allow), denied(*plain_deny);
  bool any = false;
  for (int id = 0; id < charset.size(); ++id) {
    filter.unichars.push_back(may_use(charset.text(id), allowed, denied));
    any |= id != kSpace && filter.unichars.back();
  }
  if (!any) {
    return fail(ErrorCode::invalid_option,
                "allow and deny: expected to leave at least one of the model's " +
                    std::to_string(charset.size()) + " characters, found none");
  }
  filter.labels.assign(labels, 0);
  mark_labels(recoder, Recoder::kRoot, filter);
  filter.labels[blank] = 1;
  return filter;
}

}  // namespace longhand::ocr
