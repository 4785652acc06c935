# shellcheck shell=bash
# Runs the parts of scripts/test one after the other, counts their tests, and sums up.

TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
LOGS=$TARGET/test-logs
TABLE=()
PASSED=0 FAILED=0 SKIPPED=0 BAD=0

# What a part's function returns after a line "SKIPPED: part: why".
SKIP=77

note_skip() {
  say "SKIPPED $1: $2"
  TABLE+=("skipped|$1|-|$2")
  SKIPPED=$((SKIPPED + 1))
  if [ -n "${CI:-}" ]; then BAD=1; fi
}

# count_tests LOG: prints "passed failed skipped" from the closing lines of cargo test, of node's
# test runner (either of its formats), and of scripts that end with "N passed, N failed".
count_tests() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /^test result: / {
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^passed/) p += $(i - 1)
        if ($i ~ /^failed/) f += $(i - 1)
        if ($i ~ /^ignored/) s += $(i - 1)
      }
    }
    /^(#|ℹ) pass [0-9]+$/ { p += $3 }
    /^(#|ℹ) fail [0-9]+$/ { f += $3 }
    /^(#|ℹ) skipped [0-9]+$/ { s += $3 }
    /^([a-z-]+: )?[0-9]+ passed, [0-9]+ failed/ {
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^passed/) p += $(i - 1)
        if ($i ~ /^failed/) f += $(i - 1)
        if ($i ~ /^skipped/) s += $(i - 1)
      }
    }
    END { print p + 0, f + 0, s + 0 }'
}

# Skips inside a part (one database missing, say) are named by the tests themselves, in one form.
inner_skips() { grep -E '^SKIPPED: ' "$1" || true; }

# Runs `part_NAME` in a shell of its own, shows and keeps what it prints. A part that counts no
# tests is itself one.
run_part() {
  local name=$1 log=$LOGS/$1.log status=0 began=$SECONDS passed failed skipped took inner
  mkdir -p "$LOGS"
  printf '\n== %s ==\n' "$name"
  set +e
  (set -e; "part_${name//-/_}") </dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  took=$((SECONDS - began))
  if [ "$status" -eq "$SKIP" ]; then
    note_skip "$name" "$(sed -n "s/^SKIPPED: $name: //p" "$log" | tail -n 1)"
    return
  fi
  read -r passed failed skipped < <(count_tests "$log")
  inner=$(inner_skips "$log" | wc -l)
  if [ $((passed + failed)) -eq 0 ] && [ "$status" -eq 0 ]; then passed=1; fi
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  if [ "$inner" -gt 0 ] && [ -n "${CI:-}" ]; then status=1; failed=$((failed + inner)); fi
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped + inner))
  if [ "$status" -eq 0 ] && [ "$failed" -eq 0 ]; then
    printf 'ok %s %s\n' "$name" "$took"
    TABLE+=("ok|$name|$took|$passed passed")
  else
    BAD=1
    printf 'FAILED %s %s (%s)\n' "$name" "$took" "$log"
    TABLE+=("FAILED|$name|$took|$passed passed, $failed failed")
  fi
}

# The table, and as the very last line the sums.
finish() {
  local row state name took what
  printf '\n%-8s %-10s %8s  %s\n' state part seconds tests
  for row in "${TABLE[@]}"; do
    IFS='|' read -r state name took what <<<"$row"
    printf '%-8s %-10s %8s  %s\n' "$state" "$name" "$took" "$what"
  done
  printf '%s in all\n\n%d passed, %d failed, %d skipped\n' "${SECONDS}s" "$PASSED" "$FAILED" "$SKIPPED"
  exit "$BAD"
}
