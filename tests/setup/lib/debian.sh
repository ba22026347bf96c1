# Debian 12: installing as root, unpacking into the project as anybody.

on_debian_12() {
  command -v apt-get >/dev/null &&
    (. /etc/os-release && [ "${ID:-}:${VERSION_CODENAME:-}" = debian:bookworm ])
}

may_install() { [ "$(id -u)" = 0 ] && on_debian_12; }

installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

# apt_install PACKAGE...: installs those that are not there
apt_install() {
  local package wanted=()
  for package in "$@"; do installed "$package" || wanted+=("$package"); done
  if ((${#wanted[@]} == 0)); then
    echo "all $# Debian packages are there"
    return
  fi
  echo "installing ${#wanted[@]} Debian packages: ${wanted[*]}"
  export DEBIAN_FRONTEND=noninteractive
  dpkg --configure -a # what an interrupted installation left
  apt-get -q -o DPkg::Lock::Timeout=300 update
  apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${wanted[@]}"
}

install_needs() {
  local llvm=
  if needed wasm && ! find_emcc >/dev/null; then llvm=$llvm_packages; fi
  # shellcheck disable=SC2046,SC2086
  apt_install $(needs_of $groups | awk '{print $2}') $llvm
}

# The next release's packages, from the mirror that this machine already uses, with an apt state of
# their own: the system's packages and their versions stay as they are.
readonly next_release=trixie
next_release_apt() {
  local apt=$toolchain/apt
  "$1" -o Dir::State="$apt" -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" \
    -o Dir::Cache="$apt/cache" -o Dir::Etc::SourceList="$apt/$next_release.list" \
    -o Dir::Etc::SourceParts=- -o APT::Sandbox::User=root -o Acquire::Languages=none "${@:2}"
}

prepare_next_release() {
  local apt=$toolchain/apt mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
    awk '$2 == "bookworm" {print $1; exit}')
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  : >"$apt/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
    "${mirror:?no Debian mirror among the package sources}" "$next_release" >"$apt/$next_release.list"
  next_release_apt apt-get -q -o DPkg::Lock::Timeout=300 update
}

# unpack_next_release PACKAGE FOLDER [TAR-OPTION...]: FOLDER is there when all of it is
unpack_next_release() {
  local package=$1 folder=$2 debs=$toolchain/debs/$1
  rm -rf "$debs" "$folder.part"
  mkdir -p "$debs" "$folder.part"
  (cd "$debs" && next_release_apt apt-get -q download "$package")
  dpkg-deb --fsys-tarfile "$debs"/*.deb | tar -x -C "$folder.part" "${@:3}"
  rm -rf "$debs" "$folder"
  mv "$folder.part" "$folder"
}
