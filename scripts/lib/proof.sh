# shellcheck shell=bash
# What the proofs on the whole program share: building them, and running several side by side.

# The text at the top of the script, for --help.
proof_help() {
  case ${1:-} in
    -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
  esac
}

proof_target() { printf '%s\n' "${CARGO_TARGET_DIR:-$ROOT/target}"; }
proof_program() { printf '%s\n' "$(proof_target)/debug/$1"; }

# The proof itself need not be fast; what it proves is the release binary.
proof_build() {
  (cd "$ROOT" && cargo build --quiet --locked -p frontdesk-rig --bin "$1")
  FRONTDESK_BIN=${FRONTDESK_BIN:-$(proof_target)/release/frontdesk}
  JIRA_SANDBOX_BIN=${JIRA_SANDBOX_BIN:-$(proof_target)/release/jira-sandbox}
  export FRONTDESK_BIN JIRA_SANDBOX_BIN
  local program
  for program in "$FRONTDESK_BIN" "$JIRA_SANDBOX_BIN"; do
    [ -x "$program" ] || { say "$program is not there: cargo build --release"; exit 1; }
  done
}

# proof_side_by_side PROGRAM ARGUMENTS...: one run for each of the arguments, all at the same time;
# what each printed comes in their order.
proof_side_by_side() {
  local program logs status=0 n=0 pids=() words
  program=$(proof_program "$1")
  shift
  logs=$(mktemp -d)
  for words in "$@"; do
    # shellcheck disable=SC2086
    "$program" $words >"$logs/$n" 2>&1 &
    pids+=($!)
    n=$((n + 1))
  done
  for n in "${!pids[@]}"; do
    wait "${pids[$n]}" || status=1
    cat "$logs/$n"
  done
  rm -rf -- "$logs"
  return "$status"
}
