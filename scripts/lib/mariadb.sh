# shellcheck shell=bash
# A MariaDB of our own: temporary folder, own socket, free port, unprivileged user, no system settings.
# InnoDB syncs at every commit, its default, unless FRONTDESK_TEST_FAST=1 trades that for speed.

mariadb_start() {
  local user home port password fast=()
  user=$(server_user mysql)
  home=$RUN/mariadb
  port=$(free_port)
  password=$(random_word)
  mkdir -p "$home"
  cat >"$home/init.sql" <<SQL
CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';
SQL
  is_root && chown -R "$user" "$home"
  run_as "$user" mariadb-install-db --no-defaults --datadir="$home/data" --skip-test-db \
    --auth-root-authentication-method=normal >"$home.install.log" 2>&1 ||
    { cat "$home.install.log" >&2; return 1; }
  if [ "${FRONTDESK_TEST_FAST:-0}" = 1 ]; then fast=(--innodb-flush-log-at-trx-commit=0); fi
  # Without the distribution's settings the server would speak latin1.
  exec_server "$user" mariadbd --no-defaults --datadir="$home/data" --socket="$home/socket" \
    --pid-file="$home/pid" --bind-address=127.0.0.1 --port="$port" --max-connections=200 \
    --skip-name-resolve --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci \
    --init-file="$home/init.sql" "${fast[@]}" >"$home.server.log" 2>&1 </dev/null &
  MARIADB_PID=$!
  wait_for 60 "$MARIADB_PID" env MYSQL_PWD="$password" mariadb-admin --no-defaults \
    --host=127.0.0.1 --port="$port" --user=root status ||
    { cat "$home.server.log" >&2; return 1; }
  give FRONTDESK_TEST_MARIADB_URL "mysql://root:$password@127.0.0.1:$port/mysql"
  say "MariaDB: 127.0.0.1:$port (pid $MARIADB_PID)"
}

mariadb_stop() {
  [ -n "${MARIADB_PID:-}" ] || return 0
  stop_pid "$MARIADB_PID"
  MARIADB_PID=
}
