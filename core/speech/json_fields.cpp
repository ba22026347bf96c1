#include "speech/json_fields.h"

#include <cmath>

namespace longhand::speech {
namespace {

const nlohmann::json kMissing;

}  // namespace

std::string JsonFields::describe(const char* name) const {
  return "metadata: " + path_ + (path_.empty() || *name == '\0' ? "" : ".") + name;
}

void JsonFields::expected(const char* name, const std::string& what) {
  if (*error_) return;
  const auto& found = *name ? member(name) : *object_;
  std::string shown = found.is_null()
                          ? "nothing"
                          : found.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (shown.size() > 60) shown = shown.substr(0, 57) + "...";
  *error_ = {ErrorCode::invalid_model, describe(name) + ": expected " + what + ", found " + shown};
}

const nlohmann::json& JsonFields::member(const char* name) const {
  if (!object_->is_object()) return kMissing;
  const auto found = object_->find(name);
  return found == object_->end() ? kMissing : *found;
}

double JsonFields::number(const char* name, double least, double most) {
  const auto& value = member(name);
  const double number = value.is_number() ? value.get<double>() : NAN;
  if (number >= least && number <= most) return number;
  char what[80];
  std::snprintf(what, sizeof what, "a number of %g to %g", least, most);
  expected(name, what);
  return least;
}

int JsonFields::integer(const char* name, int least, int most) {
  const double value = number(name, least, most);
  if (value != std::floor(value)) expected(name, "a whole number");
  return int(value);
}

bool JsonFields::boolean(const char* name) {
  const auto& value = member(name);
  if (!value.is_boolean()) expected(name, "true or false");
  return value.is_boolean() && value.get<bool>();
}

std::string JsonFields::text(const char* name) {
  const auto& value = member(name);
  if (!value.is_string()) expected(name, "a text");
  return value.is_string() ? value.get<std::string>() : "";
}

std::vector<float> JsonFields::numbers(const char* name, std::size_t count, double least,
                                       double most) {
  const auto& values = member(name);
  std::vector<float> numbers;
  if (values.is_array() && values.size() == count) {
    for (const auto& value : values) {
      const double number = value.is_number() ? value.get<double>() : NAN;
      if (number >= least && number <= most) numbers.push_back(float(number));
    }
  }
  if (numbers.size() == count) return numbers;
  char what[120];
  std::snprintf(what, sizeof what, "%zu numbers of %g to %g", count, least, most);
  expected(name, what);
  return std::vector<float>(count, float(least));
}

std::vector<std::string> JsonFields::texts(const char* name, std::size_t most) {
  const auto& values = member(name);
  std::vector<std::string> texts;
  if (values.is_array() && values.size() >= 2 && values.size() <= most) {
    for (const auto& value : values) {
      if (value.is_string()) texts.push_back(value.get<std::string>());
    }
  }
  if (!texts.empty() && texts.size() == values.size()) return texts;
  expected(name, "2 to " + std::to_string(most) + " texts");
  return {};
}

JsonFields JsonFields::object(const char* name) {
  return {member(name), path_.empty() ? name : path_ + "." + name, *error_};
}

void JsonFields::demand(const char* name, const nlohmann::json& wanted) {
  if (*error_ || member(name) == wanted) return;
  expected(name, wanted.dump());
  (*error_)->code = ErrorCode::unsupported_model;
}

}  // namespace longhand::speech
