#include "info_format.h"

#include <iomanip>
#include <sstream>

#include <nlohmann/json.hpp>

namespace longhand::cli {
namespace {

std::string with_unit(std::size_t bytes) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(2);
  if (bytes >= 1'000'000) {
    out << static_cast<double>(bytes) / 1e6 << " MB";
  } else if (bytes >= 1'000) {
    out << static_cast<double>(bytes) / 1e3 << " kB";
  } else {
    out << bytes << " bytes";
  }
  return out.str();
}

void write_row(std::ostream& out, const std::string& key, const std::string& value) {
  if (!value.empty()) out << "  " << std::left << std::setw(12) << key << value << '\n';
}

std::string scripts_as_text(const ModelInfo& info) {
  std::string text;
  for (const auto& [script, count] : info.scripts)
    text += (text.empty() ? "" : ", ") + script + " " + std::to_string(count);
  return text.empty() ? "" : " (" + text + ")";
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void write_summary(std::ostream& out, const ModelInfo& info) {
  write_row(out, "kind", info.kind + (info.int8 ? ", int8" : ", float"));
  write_row(out, "version", info.version);
  write_row(out, "size", with_unit(info.file_size));
  write_row(out, "network", info.network);
  write_row(out, "weights",
            std::to_string(info.weights) + ", " + with_unit(info.weight_bytes) + " in memory");
  write_row(out, "labels",
            std::to_string(info.labels) + ", blank is " + std::to_string(info.blank));
  write_row(out, "characters", std::to_string(info.characters) + scripts_as_text(info));
  for (const auto& list : info.dictionaries)
    write_row(out, list.name,
              std::to_string(list.words) + " entries, " + std::to_string(list.edges) + " edges");
  write_row(out, "unused", joined(info.unused));
  for (const auto& [key, value] : info.config)
    write_row(out, "config", std::string(key).append(" ").append(value));
}

void write_parts(std::ostream& out, const ModelInfo& info) {
  out << "\nparts\n";
  for (const auto& part : info.parts)
    out << "  " << std::left << std::setw(20) << part.name << std::right << std::setw(11)
        << part.size << " bytes\n";
}

void write_layer(std::ostream& out, const LayerInfo& layer, int depth) {
  out << std::string(2 + 2 * static_cast<std::size_t>(depth), ' ') << layer.kind;
  if (!layer.name.empty()) out << " \"" << layer.name << '"';
  out << ' ' << layer.inputs << " -> " << layer.outputs;
  if (layer.weights > 0) out << ", " << layer.weights << " weights";
  out << '\n';
  for (const auto& child : layer.children) write_layer(out, child, depth + 1);
}

nlohmann::ordered_json to_json(const LayerInfo& layer) {
  nlohmann::ordered_json json{{"kind", layer.kind},
                              {"name", layer.name},
                              {"inputs", layer.inputs},
                              {"outputs", layer.outputs},
                              {"weights", layer.weights}};
  for (const auto& child : layer.children) json["children"].push_back(to_json(child));
  return json;
}

nlohmann::ordered_json to_json(const ModelPart& part) {
  return {{"name", part.name}, {"offset", part.offset}, {"size", part.size}};
}

nlohmann::ordered_json to_json(const DictionaryInfo& list) {
  return {{"name", list.name}, {"edges", list.edges}, {"words", list.words}};
}

template <class T>
nlohmann::ordered_json to_json(const std::vector<T>& items) {
  auto json = nlohmann::ordered_json::array();
  for (const auto& item : items) json.push_back(to_json(item));
  return json;
}

}  // namespace

std::string info_as_text(const ModelInfo& info, const std::string& name) {
  std::ostringstream out;
  out << name << '\n';
  write_summary(out, info);
  write_parts(out, info);
  out << "\nlayers\n";
  write_layer(out, info.root, 0);
  return out.str();
}

std::string info_as_json(const ModelInfo& info) {
  const nlohmann::ordered_json json{{"kind", info.kind},
                                    {"version", info.version},
                                    {"file_size", info.file_size},
                                    {"int8", info.int8},
                                    {"weights", info.weights},
                                    {"weight_bytes", info.weight_bytes},
                                    {"labels", info.labels},
                                    {"blank", info.blank},
                                    {"characters", info.characters},
                                    {"scripts", info.scripts},
                                    {"dictionaries", to_json(info.dictionaries)},
                                    {"config", info.config},
                                    {"parts", to_json(info.parts)},
                                    {"unused", info.unused},
                                    {"network", info.network},
                                    {"layers", to_json(info.root)}};
  constexpr auto kReplace = nlohmann::ordered_json::error_handler_t::replace;
  return json.dump(2, ' ', false, kReplace) + '\n';
}

}  // namespace longhand::cli
