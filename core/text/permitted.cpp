#include "text/permitted.h"

#include <algorithm>
#include <string_view>

#include "text/character_set.h"
#include "text/plain_text.h"

namespace longhand::text {

bool writes(std::span<const std::string> texts, std::string_view character) {
  return std::ranges::any_of(texts, [character](const std::string& text) {
    return text.find(character) != std::string::npos;
  });
}

Result<std::vector<std::uint8_t>> permitted(std::span<const std::string> texts,
                                            const std::string& allow, const std::string& deny) {
  const auto has = [texts](std::string_view character) { return writes(texts, character); };
  const auto plain_allow = plain_text(allow, "allow", has);
  if (!plain_allow) return tl::unexpected(plain_allow.error());
  const auto plain_deny = plain_text(deny, "deny", has);
  if (!plain_deny) return tl::unexpected(plain_deny.error());
  const CharacterSet allowed(*plain_allow), denied(*plain_deny);
  std::vector<std::uint8_t> flags;
  if (allowed.empty() && denied.empty()) return flags;
  const auto has_leave = [&](std::string_view character) {
    const bool is_allowed = allowed.empty() || character == " " || allowed.contains(character);
    return is_allowed && !denied.contains(character);
  };
  int all = 0, left = 0;
  for (const std::string& text : texts) {
    flags.push_back(std::ranges::all_of(characters_of(text), has_leave));
    const bool is_character = !text.empty() && text != " ";
    all += is_character;
    left += is_character && flags.back();
  }
  if (left > 0) return flags;
  return fail(ErrorCode::invalid_option,
              "allow and deny: expected to leave at least one of the model's " +
                  std::to_string(all) + " characters, found none");
}

}  // namespace longhand::text
