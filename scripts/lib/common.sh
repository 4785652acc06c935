# shellcheck shell=bash
# What every script here needs: speaking, users, ports, waiting, and tidying up.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export ROOT

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" -eq 0 ]; }
# The database tools refuse root; these are the only places that look for programs outside PATH.
export PATH="$PATH:/usr/sbin:/sbin"

# Run a command as root: directly, or through sudo when it asks for no password.
as_root() {
  if is_root; then "$@"; else sudo -n "$@"; fi
}
# signal SIGNAL PID: to a server of ours, which may run as another user.
signal() { kill "-$1" "$2" 2>/dev/null || { ! is_root && have sudo && sudo -n kill "-$1" "$2" 2>/dev/null; }; }
can_be_root() { is_root || { have sudo && sudo -n true 2>/dev/null; }; }

# The user a server runs as: its own if the system has one, else nobody, else the caller.
server_user() {
  if ! is_root; then id -un
  elif id -u "$1" >/dev/null 2>&1; then printf '%s\n' "$1"
  else printf 'nobody\n'; fi
}

# run_as USER COMMAND...: without a login shell, so that the environment stays as it is.
run_as() {
  local user=$1
  shift
  if is_root; then
    setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups -- "$@"
  else
    "$@"
  fi
}

# The same for servers: started in a session of its own, which keeps Ctrl-C away from it so that it
# is stopped in order. It must be called in the background and replaces that shell, so that `$!` is
# the server (or the sudo before it, which hands signals on).
exec_server() {
  local user=$1
  shift
  if [ "$user" = root ] && ! is_root; then exec setsid sudo -n "$@"; fi
  if [ "$user" = root ] || ! is_root; then exec setsid "$@"; fi
  exec setsid setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups -- "$@"
}

# A port of 127.0.0.1 that nobody listens on, below the range the kernel hands out by itself.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s\n' "$port"
      return
    fi
  done
  say "No free port found between 20000 and 32000."
  return 1
}

random_word() { od -An -N12 -tx1 /dev/urandom | tr -d ' \n'; }

# wait_for SECONDS PID COMMAND...: until the command succeeds; fails at once when the process ends.
wait_for() {
  local deadline=$((SECONDS + $1)) pid=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! signal 0 "$pid" || [ "$SECONDS" -ge "$deadline" ]; then return 1; fi
    sleep 0.1
  done
}

# stop_pid PID (or -GROUP): asks, waits up to 20 seconds, then ends it.
stop_pid() {
  local pid=$1
  signal TERM "$pid" || return 0
  for _ in $(seq 200); do
    signal 0 "$pid" || return 0
    sleep 0.1
  done
  signal KILL "$pid" || true
}

# A temporary folder that the servers' users may enter; removed by `remove_run_folder`.
make_run_folder() {
  RUN=$(mktemp -d "${TMPDIR:-/tmp}/frontdesk.XXXXXX")
  chmod 755 "$RUN"
  : >"$RUN/env"
}
remove_run_folder() {
  if [ -n "${RUN:-}" ] && [ -d "$RUN" ]; then rm -rf -- "$RUN" 2>/dev/null || as_root rm -rf -- "$RUN"; fi
}

# give NAME VALUE: sets it here, and for whoever reads the file of exports.
give() {
  export "$1=$2"
  printf 'export %s=%q\n' "$1" "$2" >>"$RUN/env"
}
