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
    say "all $# Debian packages are there"
    return
  fi
  say "installing ${#wanted[@]} Debian packages: ${wanted[*]}"
  apt_update_once
  DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 install -y \
    --no-install-recommends "${wanted[@]}" >"$toolchain/apt.log" 2>&1 || {
    tail -n 20 "$toolchain/apt.log" >&2
    exit 1
  }
}

apt_update_once() {
  [ -n "${apt_updated:-}" ] && return
  apt-get -q -o DPkg::Lock::Timeout=300 update >"$toolchain/apt-update.log" 2>&1 || {
    tail -n 5 "$toolchain/apt-update.log" >&2
    exit 1
  }
  apt_updated=1
}

install_needs() {
  # shellcheck disable=SC2046,SC2086
  apt_install $(needs_of $groups | awk '{print $2}')
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
  [ -n "${next_release_ready:-}" ] && return
  ! may_install || apt_update_once
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
    awk '$2 == "bookworm" {print $1; exit}')
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  : >"$apt/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
    "${mirror:?no Debian mirror among the package sources}" "$next_release" >"$apt/$next_release.list"
  next_release_apt apt-get -q update >"$toolchain/apt-next.log" 2>&1 || {
    tail -n 5 "$toolchain/apt-next.log" >&2
    exit 1
  }
  next_release_ready=1
}

# unpack_next_release PACKAGE FOLDER [TAR-OPTION...]
unpack_next_release() {
  local package=$1 folder=$2 debs=$toolchain/debs
  prepare_next_release
  rm -rf "$debs" && mkdir -p "$debs" "$folder"
  (cd "$debs" && next_release_apt apt-get -q download "$package" >"$toolchain/apt-next.log" 2>&1) || {
    tail -n 5 "$toolchain/apt-next.log" >&2
    exit 1
  }
  dpkg-deb --fsys-tarfile "$debs"/*.deb | tar -x -C "$folder" "${@:3}"
  rm -rf "$debs"
}
