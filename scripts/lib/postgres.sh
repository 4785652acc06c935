# shellcheck shell=bash
# A PostgreSQL of our own: temporary folder, own socket, free port, unprivileged user.
# Durable as it comes out of the box, unless FRONTDESK_TEST_FAST=1 trades that for speed.

postgres_bin() {
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V -r) /usr/local/bin /usr/bin; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]; then
      printf '%s\n' "$dir"
      return
    fi
  done
  return 1
}

postgres_start() {
  local bin user home port password options
  bin=$(postgres_bin)
  user=$(server_user postgres)
  home=$RUN/postgres
  port=$(free_port)
  password=$(random_word)
  mkdir -p "$home"
  printf '%s\n' "$password" >"$home/password"
  is_root && chown -R "$user" "$home"
  run_as "$user" "$bin/initdb" -D "$home/data" -U frontdesk --pwfile="$home/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$home.initdb.log" 2>&1 ||
    { cat "$home.initdb.log" >&2; return 1; }
  options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$home"
  options+=" -c max_connections=200"
  if [ "${FRONTDESK_TEST_FAST:-0}" = 1 ]; then
    options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  fi
  run_as "$user" "$bin/pg_ctl" start -w -t 60 -D "$home/data" -l "$home/server.log" -o "$options" >/dev/null ||
    { cat "$home/server.log" >&2; return 1; }
  POSTGRES_PID=$(run_as "$user" head -n 1 "$home/data/postmaster.pid")
  give FRONTDESK_TEST_POSTGRES_URL "postgres://frontdesk:$password@127.0.0.1:$port/postgres"
  say "PostgreSQL: 127.0.0.1:$port (pid $POSTGRES_PID)"
}

postgres_stop() {
  [ -n "${POSTGRES_PID:-}" ] || return 0
  # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients that stay connected.
  signal INT "$POSTGRES_PID" || true
  wait_for 20 "$POSTGRES_PID" false || true
  if signal 0 "$POSTGRES_PID"; then signal QUIT "$POSTGRES_PID" || true; fi
  POSTGRES_PID=
}
