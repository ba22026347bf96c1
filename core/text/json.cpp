#include "text/json.h"

#include <algorithm>
#include <cmath>

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "text/number.h"
#include "text/utf8.h"

namespace longhand::text {
namespace {

const Json kMissing;
constexpr double kLargestWhole = 9007199254740992;  // up to here doubles have every whole number

/// Calls write(element) for each, with commas between.
template <class List, class Write>
std::string joined(char open, const List& list, char close, const Write& write) {
  std::string text(1, open);
  for (const auto& element : list) {
    if (text.size() > 1) text += ',';
    text += write(element);
  }
  return text + close;
}

const std::string* repeated_name(const Json::Members& members) {
  std::vector<const std::string*> names;
  for (const auto& [name, value] : members) names.push_back(&name);
  std::sort(names.begin(), names.end(), [](auto* a, auto* b) { return *a < *b; });
  const auto found = std::adjacent_find(names.begin(), names.end(),
                                        [](auto* a, auto* b) { return *a == *b; });
  return found == names.end() ? nullptr : *found;
}

/// Builds the value from what RapidJSON reads. A call that answers false ends the reading.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  explicit Builder(int depth) : depth_(depth) {}

  bool Null() { return add(Json()); }
  bool Bool(bool value) { return add(Json(value)); }
  bool Int(int value) { return Double(value); }
  bool Uint(unsigned value) { return Double(value); }
  bool Int64(std::int64_t value) { return Double(double(value)); }
  bool Uint64(std::uint64_t value) { return Double(double(value)); }
  bool Double(double value) { return add(Json(value)); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return add(Json(std::string(text, size)));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    open_.back().members()->emplace_back(std::string(text, size), Json());
    return true;
  }
  bool StartObject() { return open(Json(Json::Members())); }
  bool StartArray() { return open(Json(Json::Items())); }
  bool EndObject(rapidjson::SizeType) {
    if (const std::string* name = repeated_name(*open_.back().members())) {
      problem_ = "gives " + in_quotes(*name) + " twice";
      return false;
    }
    return close();
  }
  bool EndArray(rapidjson::SizeType) { return close(); }

  Json take() { return std::move(root_); }
  const std::string& problem() const { return problem_; }

 private:
  [[gnu::noinline]] bool add(Json&& value) {
    if (open_.empty()) root_ = std::move(value);
    else if (auto* items = open_.back().items()) items->push_back(std::move(value));
    else open_.back().members()->back().second = std::move(value);
    return true;
  }

  [[gnu::noinline]] bool open(Json&& value) {
    if (int(open_.size()) == depth_) {
      problem_ = "is nested more than " + std::to_string(depth_) + " deep";
      return false;
    }
    open_.push_back(std::move(value));
    return true;
  }

  bool close() {
    Json value = std::move(open_.back());
    open_.pop_back();
    return add(std::move(value));
  }

  int depth_;
  Json root_;
  std::vector<Json> open_;
  std::string problem_;
};

}  // namespace

std::optional<std::uint64_t> Json::whole() const {
  const double* value = number();
  if (!value || !(*value >= 0 && *value <= kLargestWhole) || *value != std::floor(*value))
    return std::nullopt;
  return std::uint64_t(*value);
}

const Json& Json::operator[](std::string_view name) const {
  if (const Members* all = members()) {
    for (const auto& [own, value] : *all)
      if (own == name) return value;
  }
  return kMissing;
}

std::string Json::shown() const {
  if (is_null()) return "null";
  if (const bool* value = boolean()) return *value ? "true" : "false";
  if (const double* value = number()) return text::number(*value);
  if (const std::string* value = text()) return in_quotes(*value);
  if (const Items* all = items())
    return joined('[', *all, ']', [](const Json& item) { return item.shown(); });
  return joined('{', *members(), '}', [](const auto& member) {
    return in_quotes(member.first) + ":" + member.second.shown();
  });
}

Result<Json> parse_json(std::string_view text, int depth) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |  // a stack that may grow
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseFullPrecisionFlag;
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  Builder builder(depth);
  const auto parsed = reader.Parse<kFlags>(stream, builder);
  if (!builder.problem().empty()) return fail(ErrorCode::invalid_model, builder.problem());
  if (parsed.IsError() || stream.Tell() != text.size())
    return fail(ErrorCode::invalid_model,
                "is no JSON from byte " +
                    std::to_string(parsed.IsError() ? parsed.Offset() : stream.Tell()) + " on");
  return builder.take();
}

}  // namespace longhand::text
