# Libraries of headers only, found the same way natively and for wasm, where the host's own include
# folder must stay out of sight: each is linked by name into a folder of the build.
include(${CMAKE_CURRENT_LIST_DIR}/../build/toolchain/settings.cmake OPTIONAL)

function(longhand_header_library name header)
  get_filename_component(entry ${header} DIRECTORY)
  find_path(${name}_ROOT ${header} HINTS ${ARGN} PATHS /usr/include /usr/local/include /opt/homebrew/include
    NO_CMAKE_FIND_ROOT_PATH)
  if(NOT ${name}_ROOT)
    message(FATAL_ERROR "${header} is missing: run tests/setup/bootstrap wasm, or native without Emscripten")
  endif()
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include/${name})
  file(CREATE_LINK ${${name}_ROOT}/${entry} ${CMAKE_BINARY_DIR}/include/${name}/${entry} SYMBOLIC)
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/include/${name})
endfunction()

longhand_header_library(longhand_expected tl/expected.hpp)
longhand_header_library(longhand_json rapidjson/reader.h)
longhand_header_library(longhand_xsimd xsimd/xsimd.hpp ${LONGHAND_XSIMD_INCLUDE_DIR})

# Eigen has a folder of its own, so it needs no link.
find_path(longhand_eigen_ROOT unsupported/Eigen/FFT PATHS /usr/include /usr/local/include /opt/homebrew/include
  PATH_SUFFIXES eigen3 NO_CMAKE_FIND_ROOT_PATH REQUIRED)
add_library(longhand_eigen INTERFACE)
target_include_directories(longhand_eigen SYSTEM INTERFACE ${longhand_eigen_ROOT})
add_library(Eigen3::Eigen ALIAS longhand_eigen)

file(STRINGS ${longhand_xsimd_ROOT}/xsimd/config/xsimd_config.hpp version_line
  REGEX "XSIMD_VERSION_MAJOR [0-9]+")
string(REGEX MATCH "[0-9]+" xsimd_major "${version_line}")
if(xsimd_major LESS 13)
  message(FATAL_ERROR "xsimd 13 or newer is needed, ${longhand_xsimd_ROOT} holds ${xsimd_major}: "
    "run tests/setup/bootstrap wasm, or native without Emscripten")
endif()
