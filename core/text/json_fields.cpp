#include "text/json_fields.h"

#include <cmath>

#include "text/number.h"

namespace longhand::text {
namespace {

constexpr std::size_t kLongestShown = 60;

std::string between(const std::string& what, double least, double most) {
  return what + " of " + number(least) + " to " + number(most);
}

bool is_within(const Json& value, double least, double most) {
  const double* number = value.number();
  return number && *number >= least && *number <= most;
}

}  // namespace

JsonFields::JsonFields(const Json& object, std::string path, std::optional<Error>& error)
    : object_(&object), path_(std::move(path)), error_(&error) {
  if (!object.members()) expected("", "an object");
}

void JsonFields::expected(const char* name, const std::string& what, ErrorCode code) {
  if (*error_) return;
  const Json& found = *name ? (*object_)[name] : *object_;
  std::string shown = found.is_null() ? "nothing" : found.shown();
  if (shown.size() > kLongestShown) shown = shown.substr(0, kLongestShown - 3) + "...";
  const char* dot = path_.empty() || *name == '\0' ? "" : ".";
  *error_ = {code, "metadata: " + path_ + dot + name + ": expected " + what + ", found " + shown};
}

double JsonFields::number(const char* name, double least, double most,
                          std::optional<double> otherwise) {
  if (otherwise && !has(name)) return *otherwise;
  const Json& value = (*object_)[name];
  if (is_within(value, least, most)) return *value.number();
  expected(name, between("a number", least, most));
  return least;
}

int JsonFields::whole(const char* name, int least, int most, std::optional<int> otherwise) {
  if (otherwise && !has(name)) return *otherwise;
  const Json& value = (*object_)[name];
  if (is_within(value, least, most) && std::floor(*value.number()) == *value.number())
    return int(*value.number());
  expected(name, between("a whole number", least, most));
  return least;
}

bool JsonFields::boolean(const char* name, std::optional<bool> otherwise) {
  if (otherwise && !has(name)) return *otherwise;
  if (const bool* value = (*object_)[name].boolean()) return *value;
  expected(name, "true or false");
  return false;
}

std::string JsonFields::text(const char* name) {
  if (const std::string* value = (*object_)[name].text()) return *value;
  expected(name, "a text");
  return {};
}

std::vector<float> JsonFields::numbers(const char* name, std::size_t count, double least,
                                       double most) {
  std::vector<float> numbers;
  if (const auto* items = (*object_)[name].items(); items && items->size() == count) {
    for (const Json& item : *items)
      if (is_within(item, least, most)) numbers.push_back(float(*item.number()));
  }
  if (numbers.size() == count) return numbers;
  expected(name, between(std::to_string(count) + " numbers", least, most));
  return std::vector<float>(count, float(least));
}

std::vector<std::string> JsonFields::texts(const char* name, std::size_t least, std::size_t most) {
  std::vector<std::string> texts;
  const auto* items = (*object_)[name].items();
  if (items && items->size() >= least && items->size() <= most) {
    for (const Json& item : *items)
      if (const std::string* text = item.text()) texts.push_back(*text);
  }
  if (items && texts.size() == items->size() && texts.size() >= least) return texts;
  expected(name, std::to_string(least) + " to " + std::to_string(most) + " texts");
  return {};
}

JsonFields JsonFields::object(const char* name) {
  return {(*object_)[name], path_.empty() ? name : path_ + "." + name, *error_};
}

void JsonFields::demand(const char* name, const Json& wanted) {
  if (!*error_ && !((*object_)[name] == wanted))
    expected(name, wanted.shown(), ErrorCode::unsupported_model);
}

}  // namespace longhand::text
