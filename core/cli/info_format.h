#pragma once

#include <string>

#include <longhand/model.h>

namespace longhand::cli {

/// A page of text for people.
std::string info_as_text(const ModelInfo& info, const std::string& name);

/// The same facts as one JSON object, keys as the fields of ModelInfo.
std::string info_as_json(const ModelInfo& info);

}  // namespace longhand::cli
