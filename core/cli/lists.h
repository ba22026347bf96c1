#pragma once

#include <string>
#include <vector>

#include <longhand/speech.h>

namespace longhand::cli {

/// The phrases of a text file, one a line; blank lines and those that begin with # are left out.
/// Throws Failure, also if there is none.
std::vector<std::string> read_phrases(const std::string& path);

/// The hot words of a text file, one a line, each perhaps with a tab and a boost. Throws Failure.
std::vector<Hotword> read_hotwords(const std::string& path);

}  // namespace longhand::cli
