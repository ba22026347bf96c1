# Toolchain file of the wasm presets: the Emscripten that tests/setup/bootstrap chose.
include(${CMAKE_CURRENT_LIST_DIR}/../build/toolchain/settings.cmake OPTIONAL)
if(NOT LONGHAND_EMSCRIPTEN_ROOT)
  message(FATAL_ERROR "No Emscripten chosen yet: run tests/setup/bootstrap wasm first")
endif()
include(${LONGHAND_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake)
