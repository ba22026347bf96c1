#include "formats/tiny_model.h"

#include <algorithm>
#include <array>
#include <functional>

namespace longhand::testing {
namespace {

using Body = std::function<void(ByteWriter&)>;

/// Writes layers the way Tesseract serialises them.
class NetworkWriter {
 public:
  NetworkWriter(const TinyModel& model, ByteWriter& out) : model_(model), out_(out) {}

  void write() {
    begin_series("Series", model_.height, model_.softmax_outputs, 7);
    write_input();
    for (int i = 0; i < model_.extra_nesting; ++i) begin_series("Series", 1, 4, 1);
    begin_series("ConvSeries", 1, 4, 2);
    window("Convolve", 1, 9, model_.convolve_half);
    fully_connected("Tanh", 9, 4);
    end_container(2);
    for (int i = 0; i < model_.extra_nesting; ++i) end_container(1);
    window("Maxpool", 4, 4, model_.pool);
    wrap("XYTranspose", 4, 8, [&] { lstm("SummLSTM", 4, 8, 12); });
    lstm(model_.lstm_type, 8, 6, model_.lstm_sources);
    wrap("RTLReversed", 6, 5, [&] { lstm("LSTM", 6, 5, 11); });
    fully_connected(model_.softmax_type, 5, model_.softmax_outputs);
    end_container(7);
  }

 private:
  static constexpr std::int32_t kHasLearningRates = 64, kAdam = 128;

  void header(const std::string& type, std::int32_t inputs, std::int32_t outputs,
              const std::string& name) {
    if (model_.type_numbers) {
      out_.put(number_of(type));
    } else {
      out_.put(std::int8_t{0}).put_text(type);
    }
    out_.put(std::int8_t{model_.training}).put(std::int8_t{0}).put(kHasLearningRates | kAdam);
    out_.put(inputs).put(outputs).put(std::int32_t{0}).put_text(name);
  }

  static std::int8_t number_of(const std::string& type) {
    static constexpr std::array<std::string_view, 25> kOrder = {
        "NONE",       "Input",       "Convolve",     "Maxpool",      "Parallel",
        "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM",    "Series",
        "Reconfig",   "RTLReversed", "TTBReversed",  "XYTranspose",  "LSTM",
        "SummLSTM",   "Logistic",    "LinLogistic",  "LinTanh",      "Tanh",
        "Relu",       "Linear",      "Softmax",      "SoftmaxNoCTC", "LSTMSoftmax"};
    const auto found = std::find(kOrder.begin(), kOrder.end(), type);
    constexpr std::int8_t kUnknown = 99;
    return found == kOrder.end() ? kUnknown : static_cast<std::int8_t>(found - kOrder.begin());
  }

  void begin_series(const std::string& name, std::int32_t inputs, std::int32_t outputs,
                    std::uint32_t children) {
    header("Series", inputs, outputs, name);
    out_.put(children);
  }

  void end_container(std::uint32_t learning_rates) {
    out_.put(learning_rates);
    for (std::uint32_t i = 0; i < learning_rates; ++i) out_.put(0.001f);
  }

  void wrap(const std::string& type, std::int32_t inputs, std::int32_t outputs,
            const std::function<void()>& child) {
    header(type, inputs, outputs, type);
    out_.put(std::uint32_t{1});
    child();
    end_container(1);
  }

  void write_input() {
    header("Input", model_.height, 1, "Input");
    out_.put(std::int32_t{1}).put(model_.height).put(model_.width).put(model_.depth);
    out_.put(std::int32_t{0});
  }

  void window(const std::string& type, std::int32_t inputs, std::int32_t outputs,
              std::int32_t side) {
    header(type, inputs, outputs, type);
    out_.put(side).put(side);
  }

  void lstm(const std::string& type, std::int32_t inputs, std::int32_t states,
            std::int32_t sources) {
    header(type, inputs, states, type + std::to_string(states));
    out_.put(sources);
    for (int gate = 0; gate < 4; ++gate) weights(states, inputs + states, 0.01, 0.1);
  }

  void fully_connected(const std::string& type, std::int32_t inputs, std::int32_t outputs) {
    header(type, inputs, outputs, type);
    const bool is_softmax = type == model_.softmax_type;
    weights(outputs, inputs, is_softmax ? model_.scale : 0.01, is_softmax ? model_.weight : 0.1);
  }

  void weights(std::int32_t rows, std::int32_t inputs, double scale, double first) {
    const std::int32_t cols = inputs + 1;
    out_.put(static_cast<std::uint8_t>(model_.weight_mode | (model_.int8 ? 1 : 0)));
    if (model_.int8) {
      out_.put(rows).put(cols).put(std::int8_t{0});
      for (int i = 0; i < rows * cols; ++i) out_.put(static_cast<std::int8_t>(random() * 127));
      out_.put(static_cast<std::uint32_t>(rows + model_.padding_scales));
      for (int i = 0; i < rows + model_.padding_scales; ++i) out_.put(scale);
      return;
    }
    for (int copy = 0; copy < (model_.training ? 3 : 1); ++copy) {
      out_.put(rows).put(cols).put(0.0);
      for (int i = 0; i < rows * cols; ++i) out_.put(i == 0 ? first : random());
    }
  }

  /// -1 .. 1, the same on every run and machine.
  double random() {
    state_ = state_ * 1664525 + 1013904223;
    return static_cast<double>(state_ >> 8) / (1 << 23) - 1;
  }

  const TinyModel& model_;
  ByteWriter& out_;
  std::uint32_t state_ = 1;
};

}  // namespace

std::vector<std::uint8_t> TinyModel::lstm_component() const {
  constexpr std::int32_t kInt8 = 1, kRecodes = 64;
  ByteWriter out;
  NetworkWriter(*this, out).write();
  if (inner_charset) out.put_raw(charset);
  out.put_text("[1,12,0,1Ct3,3,4Mp3,3Lfys8Lfx6Lrx5O1c1]");
  out.put((int8 ? kInt8 : 0) | (recodes ? kRecodes : 0));
  out.put(std::int32_t{100}).put(std::int32_t{123}).put(blank);
  out.put(0.999f).put(0.001f).put(0.5f);
  auto bytes = out.bytes();
  if (inner_charset && recodes) {
    const auto recoder = recoder_component();
    bytes.insert(bytes.end(), recoder.begin(), recoder.end());
  }
  return bytes;
}

std::vector<std::uint8_t> TinyModel::recoder_component() const {
  ByteWriter out;
  out.put(static_cast<std::uint32_t>(codes.size()));
  for (const auto& code : codes) {
    out.put(std::int8_t{1}).put(static_cast<std::uint32_t>(code.size()));
    for (const std::int32_t label : code) out.put(label);
  }
  return out.bytes();
}

std::vector<std::uint8_t> TinyModel::dawg_component(const std::vector<std::uint64_t>& edges) const {
  ByteWriter out;
  out.put(std::int16_t{42}).put(std::uint32_t{8}).put(static_cast<std::uint32_t>(edges.size()));
  for (const auto value : edges) out.put(value);
  return out.bytes();
}

std::vector<std::uint8_t> TinyModel::bytes() const {
  const auto as_bytes = [](const std::string& text) {
    return std::vector<std::uint8_t>(text.begin(), text.end());
  };
  const std::vector<std::uint64_t> pattern = {edge(0, 4), edge(5, 4 | 1)};
  std::map<int, std::vector<std::uint8_t>> components = {
      {0, as_bytes(config)},       {1, as_bytes("legacy character set")},
      {17, lstm_component()},      {18, dawg_component(pattern)},
      {19, dawg_component(words)}, {20, dawg_component(pattern)},
      {23, as_bytes(version)}};
  if (!inner_charset) {
    components[21] = as_bytes(charset);
    components[22] = recoder_component();
  }
  for (const auto& [number, content] : replaced) {
    components.erase(number);
    if (!content.empty()) components[number] = content;
  }
  return container_of(components);
}

std::vector<std::uint8_t> container_of(const std::map<int, std::vector<std::uint8_t>>& components) {
  constexpr int kComponents = 24;
  ByteWriter table;
  table.put(std::int32_t{kComponents});
  std::int64_t offset = 4 + 8 * kComponents;
  for (int i = 0; i < kComponents; ++i) {
    const auto found = components.find(i);
    table.put(found == components.end() ? std::int64_t{-1} : offset);
    if (found != components.end()) offset += static_cast<std::int64_t>(found->second.size());
  }
  auto bytes = table.bytes();
  for (const auto& [number, content] : components)
    bytes.insert(bytes.end(), content.begin(), content.end());
  return bytes;
}

}  // namespace longhand::testing
