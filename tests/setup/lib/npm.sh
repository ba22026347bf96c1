# npm's packages, exactly those of a package-lock.json.

# Whether all that the lock of FOLDER names is installed there. npm writes its own list, the hidden
# lock, when it has put the last one in place.
npm_packages_are_there() {
  node -e '
    const packages = (file) => JSON.parse(fs.readFileSync(`${process.argv[1]}/${file}`)).packages;
    const found = packages("node_modules/.package-lock.json");
    const wanted = Object.entries(packages("package-lock.json"));
    const lacks = ([path, { integrity, optional }]) =>
      path && !optional && found[path]?.integrity !== integrity;
    process.exit(wanted.some(lacks) ? 1 : 0);
  ' "$1" 2>/dev/null
}

# The list goes first, so that an interrupted installation is not taken for a whole one.
install_npm_packages() {
  if npm_packages_are_there "$1"; then
    echo "all npm packages are there"
    return
  fi
  rm -f "$1/node_modules/.package-lock.json"
  npm ci --prefix "$1" --loglevel=http --fetch-retries=5
}
