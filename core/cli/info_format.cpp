#include "info_format.h"

#include <iomanip>
#include <map>
#include <sstream>

#include "json_text.h"

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

JsonText describe_layer(const LayerInfo& layer) {
  std::vector<JsonText::Member> members{{"kind", layer.kind},
                                        {"name", layer.name},
                                        {"inputs", layer.inputs},
                                        {"outputs", layer.outputs},
                                        {"weights", layer.weights}};
  if (!layer.children.empty())
    members.emplace_back("children", JsonText::array(layer.children, describe_layer));
  return JsonText::object(members);
}

JsonText describe_part(const ModelPart& part) {
  return JsonText::object({{"name", part.name}, {"offset", part.offset}, {"size", part.size}});
}

JsonText describe_list(const DictionaryInfo& list) {
  return JsonText::object({{"name", list.name}, {"edges", list.edges}, {"words", list.words}});
}

template <class T>
JsonText describe_map(const std::map<std::string, T>& values) {
  return JsonText::object({values.begin(), values.end()});
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
  const auto json = JsonText::object(
      {{"kind", info.kind},
       {"version", info.version},
       {"file_size", info.file_size},
       {"int8", info.int8},
       {"weights", info.weights},
       {"weight_bytes", info.weight_bytes},
       {"labels", info.labels},
       {"blank", info.blank},
       {"characters", info.characters},
       {"scripts", describe_map(info.scripts)},
       {"dictionaries", JsonText::array(info.dictionaries, describe_list)},
       {"config", describe_map(info.config)},
       {"parts", JsonText::array(info.parts, describe_part)},
       {"unused", JsonText::array({info.unused.begin(), info.unused.end()})},
       {"network", info.network},
       {"layers", describe_layer(info.root)}});
  return json.indented() + '\n';
}

}  // namespace longhand::cli
