#include "speech_output.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace longhand::cli {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1000) / 1000; }

const char* name_of(EndpointReason reason) {
  switch (reason) {
    case EndpointReason::trailing_silence: return "trailing_silence";
    case EndpointReason::no_speech: return "no_speech";
    case EndpointReason::max_length: return "max_length";
    case EndpointReason::finished: return "finished";
  }
  return "";
}

Json words_of(const SpeechResult& result) {
  Json words = Json::array();
  for (const auto& word : result.words) {
    words.push_back({{"text", word.text},
                     {"start", rounded(word.start)},
                     {"end", rounded(word.end)},
                     {"confidence", rounded(word.confidence)}});
  }
  return words;
}

Json describe(const SpeechResult& result) {
  Json alternatives = Json::array();
  for (const auto& other : result.alternatives) {
    alternatives.push_back(
        {{"text", other.text}, {"log_probability", rounded(other.log_probability)}});
  }
  Json json = {{"text", result.text},
               {"confidence", rounded(result.confidence)},
               {"start", rounded(result.start)},
               {"end", rounded(result.end)},
               {"words", words_of(result)},
               {"alternatives", alternatives}};
  if (result.phrase >= 0) json["phrase"] = result.phrase;
  if (result.rejected) json["rejected"] = true;
  return json;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string without_tabs(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return text;
}

}  // namespace

std::string Transcript::text() const {
  std::string all;
  for (const auto& utterance : utterances) {
    if (!all.empty() && !utterance.text.empty()) all += ' ';
    all += utterance.text;
  }
  return all;
}

double Transcript::confidence() const {
  double sum = 0, weight = 0;
  for (const auto& utterance : utterances) {
    const auto words = double(utterance.words.size());
    sum += words * utterance.confidence;
    weight += words;
  }
  return weight > 0 ? sum / weight : 0;
}

std::string to_json(const Transcript& transcript) {
  Json utterances = Json::array();
  for (const auto& utterance : transcript.utterances) utterances.push_back(describe(utterance));
  return dump({{"file", transcript.file},
               {"seconds", rounded(transcript.seconds)},
               {"text", transcript.text()},
               {"confidence", rounded(transcript.confidence())},
               {"utterances", utterances}});
}

std::string to_json(const SpeechEvent& event) {
  switch (event.type) {
    case SpeechEventType::partial:
      return dump({{"type", "partial"},
                   {"time", rounded(event.time)},
                   {"text", event.result.text},
                   {"stable", event.result.stable}});
    case SpeechEventType::final: {
      Json json = {{"type", "final"}, {"time", rounded(event.time)}};
      json.update(describe(event.result));
      return dump(json);
    }
    case SpeechEventType::endpoint: break;
  }
  return dump(
      {{"type", "endpoint"}, {"time", rounded(event.time)}, {"reason", name_of(event.reason)}});
}

std::string to_tsv(const Transcript& transcript) {
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "%.3f", transcript.confidence());
  return without_tabs(transcript.file) + '\t' + confidence + '\t' + transcript.text();
}

}  // namespace longhand::cli
