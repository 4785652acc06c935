# shellcheck shell=bash
# The parts of scripts/test, one function each. A part succeeds, fails, or says
# "SKIPPED: part: why" through `skip` and is then reported as skipped.

skip() {
  printf 'SKIPPED: %s: %s\n' "$1" "$2"
  exit 77
}

# Where a release build puts a program.
release_binary() { printf '%s\n' "${CARGO_TARGET_DIR:-$ROOT/target}/release/$1"; }
need_binary() {
  [ -x "$(release_binary "$2")" ] || { say "$1 needs the release binary '$2': scripts/test --part build"; exit 1; }
}

# Exactly what the lock file says; install scripts of packages do not run.
npm_install() { (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error); }

part_install() { install_missing || skip install "some packages are missing; the parts that need them say so"; }

part_format() { cargo fmt --all --check; }

part_clippy() { cargo clippy --workspace --all-targets --locked -- -D warnings; }

# cargo-deny checks licences and sources too; the names that must never be built are checked anyway.
part_deny() {
  local found
  found=$(cargo tree --workspace --locked --edges normal,build,dev --prefix none |
    awk '{ print $1 }' | sort -u | grep -x -E 'ring|openssl|openssl-sys|native-tls|rsa' || true)
  if [ -n "$found" ]; then
    say "These crates must not be in the build: $found"
    say "cargo tree --invert NAME says who brings them; docs/DEPENDENCIES.md says why not."
    return 1
  fi
  say "No ring, openssl, native-tls or rsa in the build."
  if have cargo-deny; then
    cargo deny --workspace check bans licenses sources
  else
    say "cargo-deny is not installed: licences and sources were not checked."
  fi
}

part_shell() {
  local script
  local scripts=(.ci/run scripts/lib/*.sh)
  for script in scripts/*; do
    if [ -f "$script" ] && [[ $(head -n 1 "$script") == *bash ]]; then scripts+=("$script"); fi
  done
  for script in "${scripts[@]}"; do bash -n "$script"; done
  say "${#scripts[@]} scripts parse."
  if have shellcheck; then shellcheck -x -S warning "${scripts[@]}"; fi
}

part_build() {
  cargo build --release --locked -p frontdesk -p jira-sandbox
  ls -l "$(release_binary frontdesk)" "$(release_binary jira-sandbox)"
}

# The Jira adapter is tested through Prism, which is one of the peers' packages.
part_tests() {
  if node_available; then npm_install crates/jira-sandbox/peers; fi
  scripts/servers --exec cargo test --workspace --locked --no-fail-fast
}

part_life() { scripts/servers --only postgres,mariadb --exec scripts/life-test; }

part_peers() {
  local dir=crates/jira-sandbox/peers
  [ -f "$dir/package-lock.json" ] || skip peers "$dir is not there"
  node_available || skip peers "needs node and npm"
  need_binary peers jira-sandbox
  npm_install "$dir"
  (cd "$dir" && JIRA_SANDBOX_BIN=$(release_binary jira-sandbox) npm test --silent)
}

part_browser() {
  node_available || skip browser "needs node and npm"
  chromium_available || skip browser "needs chromium"
  sqlite3_available || skip browser "needs sqlite3"
  need_binary browser frontdesk
  npm_install e2e
  FRONTDESK_BIN=$(release_binary frontdesk) \
    scripts/servers --only postgres,mariadb --exec npm test --prefix e2e --silent
}

# own_script PART SCRIPT: a long-running part with a script of its own and the servers' settings.
own_script() {
  [ -x "$2" ] || skip "$1" "$2 is not there"
  need_binary "$1" frontdesk
  FRONTDESK_BIN=$(release_binary frontdesk) JIRA_SANDBOX_BIN=$(release_binary jira-sandbox) \
    scripts/servers --only postgres,mariadb --exec "$2"
}
part_race() { own_script race scripts/race-test; }
part_attack() { own_script attack scripts/attack-test; }
part_crash() { own_script crash scripts/crash-test; }
part_shutdown() { own_script shutdown scripts/shutdown-test; }
part_live() { own_script live scripts/live-test; }
part_chaos() { own_script chaos scripts/chaos-test; }
part_sync() {
  strace_available || skip sync "needs strace"
  own_script sync scripts/sync-test
}
part_bench() {
  [ -x scripts/bench ] || skip bench "scripts/bench is not there"
  need_binary bench frontdesk
  FRONTDESK_BIN=$(release_binary frontdesk) scripts/bench --quick
}

# Last: it looks through what the programs of all parts before it logged.
part_logs() {
  if [ ! -e "$FRONTDESK_TEST_LOGS/secrets.tsv" ]; then
    if [ ${#only[@]} -gt 0 ]; then skip logs "no part before it kept a log"; fi
    say "No log was kept."
    return 1
  fi
  cargo run --quiet --locked -p frontdesk-rig --bin log_test -- --at-least 5
}
