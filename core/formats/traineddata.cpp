#include "formats/traineddata.h"

#include <cstring>
#include <utility>

#include "formats/byte_reader.h"
#include "formats/tesseract_charset.h"
#include "formats/tesseract_container.h"
#include "formats/tesseract_dawg.h"
#include "formats/tesseract_network.h"
#include "formats/tesseract_recoder.h"
#include "nn/grid/shape.h"
#include "text/lines.h"

namespace longhand::formats {
namespace {

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ByteReader open(const TesseractContainer& container, Component component) {
  return {container.bytes(component), "traineddata: component " + std::string(name_of(component))};
}

/// The `lstm` component: network, settings, and the character set if the file keeps it here.
class LstmReader {
 public:
  LstmReader(const TesseractContainer& container, Traineddata& model)
      : container_(container), model_(model), bytes_(open(container, Component::lstm)) {}

  Result<void> read() {
    auto network = read_tesseract_network(bytes_);
    if (!network) return tl::unexpected(network.error());
    model_.network = std::move(*network);
    if (!has_own_components()) {
      if (auto done = read_inner_charset(); !done) return done;
    }
    read_settings();
    if (!bytes_.ok()) return tl::unexpected(bytes_.error());
    if (has_own_components()) {
      if (auto done = read_charset_component(); !done) return done;
    }
    return read_codes();
  }

 private:
  static constexpr std::int32_t kInt8 = 1;
  static constexpr std::int32_t kRecodes = 64;

  bool has_own_components() const {
    return container_.has(Component::lstm_unicharset) && container_.has(Component::lstm_recoder);
  }

  Result<void> read_charset(std::string_view& text) {
    auto charset = read_tesseract_charset(text);
    if (!charset) return tl::unexpected(charset.error());
    model_.charset = std::move(*charset);
    return {};
  }

  Result<void> read_inner_charset() {
    auto peek = bytes_;
    const std::size_t size = peek.remaining();
    std::string_view text = as_text(peek.take(size));
    auto done = read_charset(text);
    bytes_.skip(size - text.size());
    return done;
  }

  Result<void> read_charset_component() {
    std::string_view text = as_text(container_.bytes(Component::lstm_unicharset));
    return read_charset(text);
  }

  void read_settings() {
    model_.network_spec = bytes_.read_text();
    flags_ = bytes_.read<std::int32_t>();
    bytes_.skip(sizeof(std::int32_t));  // training iterations
    model_.sample_iteration = bytes_.read<std::int32_t>();
    model_.blank = bytes_.read<std::int32_t>();
    bytes_.skip(3 * sizeof(float));  // Adam's beta, learning rate, momentum
    model_.int_mode = flags_ & kInt8;
  }

  Result<void> read_codes() {
    if (flags_ & kRecodes) {
      ByteReader component = open(container_, Component::lstm_recoder);
      ByteReader& source = has_own_components() ? component : bytes_;
      model_.codes = read_tesseract_recoder(source);
      if (!source.ok()) return tl::unexpected(source.error());
    } else {
      model_.codes = identity_codes(model_.charset);
    }
    return {};
  }

  const TesseractContainer& container_;
  Traineddata& model_;
  ByteReader bytes_;
  std::int32_t flags_ = 0;
};

Result<void> check_together(const Traineddata& model) {
  const auto bad = [](const std::string& what, ErrorCode code = ErrorCode::invalid_model) {
    return fail(code, "traineddata: component lstm: " + what);
  };
  const auto shape = nn::grid::check_network(model.network);
  if (!shape) return bad(shape.error().message, shape.error().code);
  if (shape->int8 != model.int_mode)
    return bad(shape->int8 ? "int8 weights in a float network"
                           : "float weights in an int8 network");
  const int labels = shape->labels;
  if (model.blank < 0 || model.blank >= labels)
    return bad("the blank is label " + std::to_string(model.blank) + ", expected 0 to " +
               std::to_string(labels - 1));
  return check_codes(model.codes, model.charset.size(), labels);
}

Result<std::optional<Dawg>> read_dawg(const TesseractContainer& container, Component component) {
  if (container.bytes(component).empty()) return std::nullopt;
  ByteReader reader = open(container, component);
  Dawg dawg = read_tesseract_dawg(reader);
  if (!reader.ok()) return tl::unexpected(reader.error());
  return dawg;
}

Result<void> read_dawgs(const TesseractContainer& container, Traineddata& model) {
  const std::pair<Component, std::optional<Dawg>*> lists[] = {
      {Component::lstm_punc_dawg, &model.punctuation},
      {Component::lstm_word_dawg, &model.words},
      {Component::lstm_number_dawg, &model.numbers}};
  for (const auto& [component, target] : lists) {
    auto dawg = read_dawg(container, component);
    if (!dawg) return tl::unexpected(dawg.error());
    *target = std::move(*dawg);
  }
  return {};
}

/// Lines of a name, white space and a value; `#` starts a comment line.
std::map<std::string, std::string> parse_config(std::string_view text) {
  constexpr std::string_view kSpace = " \t";
  std::map<std::string, std::string> config;
  while (!text.empty()) {
    const std::string_view line = text::take_line(text);
    const std::size_t end = line.find_first_of(kSpace);
    if (line.empty() || line[0] == '#' || end == std::string_view::npos) continue;
    const std::size_t value = line.find_first_not_of(kSpace, end);
    config[std::string(line.substr(0, end))] = value == std::string_view::npos ? ""
                                                                               : line.substr(value);
  }
  return config;
}

/// What a file is that has no network.
Error no_network(const TesseractContainer& container) {
  if (container.has(Component::inttemp) || container.has(Component::unicharset))
    return {ErrorCode::unsupported_model,
            "traineddata: not supported: this file has no LSTM network, only components of "
            "Tesseract's legacy engine"};
  const bool starter = container.has(Component::lstm_unicharset);
  return {ErrorCode::invalid_model,
          starter ? "traineddata: expected a trained network, found a starter for training, which "
                    "has a character set but no component lstm: take what lstmtraining "
                    "--stop_training makes of it"
                  : "traineddata: expected a component lstm, found none"};
}

}  // namespace

Result<Traineddata> read_traineddata(std::span<const std::uint8_t> bytes) {
  const auto container = TesseractContainer::read(bytes);
  if (!container) return tl::unexpected(container.error());
  if (!container->has(Component::lstm)) return tl::unexpected(no_network(*container));
  Traineddata model;
  if (auto done = LstmReader(*container, model).read(); !done) return tl::unexpected(done.error());
  if (auto fits = check_together(model); !fits) return tl::unexpected(fits.error());
  if (auto done = read_dawgs(*container, model); !done) return tl::unexpected(done.error());
  model.version = as_text(container->bytes(Component::version));
  model.config = parse_config(as_text(container->bytes(Component::config)));
  return model;
}

}  // namespace longhand::formats
