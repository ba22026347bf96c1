#include "json_text.h"

#include <cmath>

#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "text/utf8.h"

namespace longhand::cli {
namespace {

template <class Write>
std::string written(const Write& write) {
  rapidjson::StringBuffer out;
  rapidjson::Writer<rapidjson::StringBuffer> writer(out);
  write(writer);
  return out.GetString();
}

std::string repaired(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const char32_t next = text::take_code_point(text);
    text::append(result, next == text::kBroken ? U'\ufffd' : next);
  }
  return result;
}

}  // namespace

JsonText::JsonText(std::string_view text)
    : text_(written([valid = repaired(text)](auto& writer) {
        writer.String(valid.data(), rapidjson::SizeType(valid.size()));
      })) {}

JsonText::JsonText(double value)
    : text_(std::isfinite(value) ? written([value](auto& writer) { writer.Double(value); })
                                 : "null") {}

JsonText JsonText::object(const std::vector<Member>& members) {
  JsonText json;
  json.text_ = written([&](auto& writer) {
    writer.StartObject();
    for (const auto& [name, value] : members) {
      writer.Key(name.data(), rapidjson::SizeType(name.size()));
      writer.RawValue(value.text_.data(), value.text_.size(), rapidjson::kNullType);
    }
    writer.EndObject();
  });
  return json;
}

JsonText JsonText::array(const std::vector<JsonText>& items) {
  JsonText json;
  json.text_ = written([&](auto& writer) {
    writer.StartArray();
    for (const JsonText& item : items)
      writer.RawValue(item.text_.data(), item.text_.size(), rapidjson::kNullType);
    writer.EndArray();
  });
  return json;
}

std::string JsonText::indented() const {
  rapidjson::StringBuffer out;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(out);
  writer.SetIndent(' ', 2);
  rapidjson::StringStream stream(text_.c_str());
  rapidjson::Reader().Parse<rapidjson::kParseFullPrecisionFlag>(stream, writer);
  return out.GetString();
}

}  // namespace longhand::cli
