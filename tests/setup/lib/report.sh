# Progress and the list of what is missing.
missing=()

step() { printf '\n== [%4ds] %s\n' "$SECONDS" "$*"; }
say() { printf '   %s\n' "$*"; }
lacks() { missing+=("$*"); }

stop_if_missing() {
  ((${#missing[@]} == 0)) && return
  printf '\nMissing on this machine:\n' >&2
  printf '  - %s\n' "${missing[@]}" >&2
  printf 'Install these and run the same command again.\n' >&2
  exit 1
}

# version_at_least FOUND WANTED
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
