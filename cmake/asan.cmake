# Toolchain file of the asan preset: clang, which compiles with sanitizers in half of g++'s time.
find_program(LONGHAND_CLANG NAMES clang-19 clang REQUIRED)
find_program(LONGHAND_CLANGXX NAMES clang++-19 clang++ REQUIRED)
set(CMAKE_C_COMPILER ${LONGHAND_CLANG})
set(CMAKE_CXX_COMPILER ${LONGHAND_CLANGXX})
