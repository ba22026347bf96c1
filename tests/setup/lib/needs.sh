# Reads needs.txt and checks a machine where nothing may be installed.

# needs_of GROUP...: "check package" lines
needs_of() {
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 !~ /^#/ && index("," $1 ",", "," group ",") {print $2, $3}' \
      "$setup/needs.txt"
  done | sort -u
}

# needed GROUP...: whether one of them is wanted
needed() {
  local group
  for group in "$@"; do [[ " $groups " == *" $group "* ]] && return; done
  return 1
}

require_node() {
  local found
  found=$(node --version)
  version_at_least "${found#v}" "$node_wanted" || lacks "node $node_wanted or newer (found $found)"
  say "node $found"
}

has_header() {
  printf '#include <%s>\n' "$1" |
    ${CXX:-c++} -std=c++20 -E -x c++ - -I/usr/local/include -I/usr/include/eigen3 \
      -I/usr/local/include/eigen3 -I/opt/homebrew/include -I/opt/homebrew/include/eigen3 \
      ${CPPFLAGS:-} >/dev/null 2>&1
}

satisfied() {
  case $1 in
    command:*) command -v "${1#command:}" >/dev/null ;;
    header:*) has_header "${1#header:}" ;;
    file:*) compgen -G "${1#file:}" >/dev/null ;;
    package) return 0 ;;
  esac
}

check_needs() {
  local check package
  # shellcheck disable=SC2086
  while read -r check package; do
    satisfied "$check" || lacks "${check/:/ } (Debian: $package)"
  done < <(needs_of $groups)
  say "Debian packages: none is installed, as this is not root on Debian 12; ${#missing[@]} missing"
}
