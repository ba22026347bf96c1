#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

/// Reads tests/fixtures/speech/`name`: lines of a name and its values.
inline std::map<std::string, std::vector<float>> read_golden(const std::string& name) {
  std::ifstream file(std::string(LONGHAND_FIXTURES "/speech/") + name);
  std::map<std::string, std::vector<float>> golden;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string key;
    words >> key;
    for (float value; words >> value;) golden[key].push_back(value);
  }
  return golden;
}
