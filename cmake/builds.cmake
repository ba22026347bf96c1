# The wasm modules exist in two builds: `simd` for every browser, `relaxed` for those that have relaxed
# SIMD. What differs between them, core/simd and core/nn, is compiled for each; all else is compiled
# once and linked with either. A program whose property LONGHAND_RELAXED is set takes the relaxed ones.

# What only tests run compiles faster with it; what is tested keeps its own options.
set(longhand_quick -O1)
set(longhand_sanitized OFF)
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  set(longhand_sanitized ON)
  set(longhand_quick -O0)
endif()

set(if_relaxed $<BOOL:$<TARGET_PROPERTY:LONGHAND_RELAXED>>)

# What is compiled for one build alone may include the headers that differ.
function(longhand_for_one_build target)
  target_compile_definitions(${target} PRIVATE LONGHAND_FOR_ONE_BUILD)
  target_compile_options(${target} PRIVATE $<${if_relaxed}:-mrelaxed-simd>)
endfunction()

# longhand_library(NAME SOURCES ... LINK ...): a library that differs. Natively that is NAME; for wasm
# NAME_simd and NAME_relaxed, between which NAME chooses for the program that links it.
function(longhand_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  set(targets ${name})
  if(EMSCRIPTEN)
    set(targets ${name}_simd ${name}_relaxed)
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${name}_$<IF:${if_relaxed},relaxed,simd>)
  endif()
  foreach(target IN LISTS targets)
    add_library(${target} STATIC ${arg_SOURCES})
    target_link_libraries(${target} ${arg_LINK})
    longhand_for_one_build(${target})
  endforeach()
  if(EMSCRIPTEN)
    set_target_properties(${name}_relaxed PROPERTIES LONGHAND_RELAXED ON)
  endif()
endfunction()

# longhand_relaxed_twin(NAME [DIFFERS]): makes NAME_relaxed of the program NAME, from its objects or,
# if its sources include headers that differ, by compiling them for each build.
function(longhand_relaxed_twin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "DIFFERS" "" "")
  set(twin ${name}_relaxed)
  get_target_property(optional ${name} EXCLUDE_FROM_ALL)
  if(arg_DIFFERS)
    get_target_property(sources ${name} SOURCES)
    add_executable(${twin} ${sources})
    longhand_for_one_build(${name})
    longhand_for_one_build(${twin})
    target_include_directories(${twin} PRIVATE $<TARGET_PROPERTY:${name},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${twin} PRIVATE $<TARGET_PROPERTY:${name},COMPILE_DEFINITIONS>)
    target_compile_options(${twin} PRIVATE $<TARGET_PROPERTY:${name},COMPILE_OPTIONS>)
  else()
    add_executable(${twin} $<TARGET_OBJECTS:${name}>)
  endif()
  target_link_libraries(${twin} PRIVATE $<TARGET_PROPERTY:${name},LINK_LIBRARIES>)
  target_link_options(${twin} PRIVATE -mrelaxed-simd $<TARGET_PROPERTY:${name},LINK_OPTIONS>)
  set_target_properties(${twin} PROPERTIES LONGHAND_RELAXED ON LINKER_LANGUAGE CXX
    EXCLUDE_FROM_ALL ${optional} CROSSCOMPILING_EMULATOR "${LONGHAND_RELAXED_NODE}")
endfunction()

# longhand_precompiled(NAME OPTIONS ... HEADERS ...): headers that are read once, for the targets that
# reuse them: the standard library is half of the work of compiling most files.
function(longhand_precompiled name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;OPTIONS;HEADERS")
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE longhand_options ${arg_LINK})
  target_compile_options(${name} PRIVATE ${arg_OPTIONS})
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()
