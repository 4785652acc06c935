# shellcheck shell=bash
# A real mail server of our own: Exim on loopback that demands STARTTLS and a password, with a
# certificate of a test authority, keeps every message in a Maildir, and answers by script:
# 550 to local parts that start with "reject", 451 to those that start with "greylist".

# A test authority, and a leaf certificate for localhost and 127.0.0.1 signed by it.
exim_certificates() {
  local dir=$1
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Frontdesk test authority' \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
    -keyout "$dir/ca.key" -out "$dir/ca.pem" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' \
    -keyout "$dir/leaf.key" -out "$dir/leaf.csr" 2>/dev/null
  openssl x509 -req -in "$dir/leaf.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial \
    -days 2 -out "$dir/leaf.pem" -extfile <(printf '%s\n' \
      'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature,keyEncipherment' \
      'extendedKeyUsage=serverAuth' 'subjectAltName=DNS:localhost,IP:127.0.0.1') 2>/dev/null
}

exim_configuration() {
  local home=$1 port=$2 password=$3
  cat <<EXIM
primary_hostname = localhost
exim_user = Debian-exim
exim_group = Debian-exim
spool_directory = $home/spool
log_file_path = $home/log/%slog
pid_file_path = $home/spool/exim.pid
keep_environment =
local_interfaces = 127.0.0.1
daemon_smtp_ports = $port
tls_advertise_hosts = *
tls_certificate = $home/tls/leaf.pem
tls_privatekey = $home/tls/leaf.key
auth_advertise_hosts = \${if def:tls_in_cipher {*}{}}
message_size_limit = 1M
acl_smtp_rcpt = check_recipient
acl_smtp_data = accept
rfc1413_query_timeout = 0s
host_lookup =
smtp_accept_max = 50
queue_run_max = 1
never_users =

begin acl
check_recipient:
  deny   condition = \${if match{\$local_part}{^reject}}
         message = 5.1.1 No such mailbox
  defer  condition = \${if match{\$local_part}{^greylist}}
         message = 4.7.1 Greylisted, try again later
  accept authenticated = *
  deny   message = 5.7.1 Sign in first

begin routers
sink:
  driver = accept
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = $home/maildir
  maildir_format
  create_directory
  user = Debian-exim
  group = Debian-exim
  directory_mode = 0755
  mode = 0644
  return_path_add
  envelope_to_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{\$auth2}{frontdesk}}{eq{\$auth3}{$password}}}}
  server_set_id = \$auth2
  server_advertise_condition = \${if def:tls_in_cipher}
EXIM
}

exim_start() {
  local home port password
  can_be_root || { say "Exim needs root, or sudo without a password."; return 1; }
  home=$RUN/exim
  port=$(free_port)
  password=$(random_word)
  mkdir -p "$home"/{spool,log,tls,maildir/new,maildir/cur,maildir/tmp}
  exim_certificates "$home/tls"
  exim_configuration "$home" "$port" "$password" >"$home/exim.conf"
  chmod 644 "$home/exim.conf" # Exim refuses a configuration that others may change
  as_root chown -R Debian-exim:Debian-exim "$home"/{spool,log,tls,maildir}
  as_root chown root:root "$home/exim.conf"
  as_root chmod 755 "$home/maildir" "$home/maildir"/{new,cur,tmp} "$home/tls"
  as_root chmod 644 "$home/tls/ca.pem"
  exec_server root exim4 -C "$home/exim.conf" -bdf >"$home/server.log" 2>&1 </dev/null &
  EXIM_PID=$!
  wait_for 20 "$EXIM_PID" exim_answers "$port" || { cat "$home/server.log" >&2; return 1; }
  give FRONTDESK_TEST_SMTP_URL "smtp://127.0.0.1:$port"
  give FRONTDESK_TEST_SMTP_USER frontdesk
  give FRONTDESK_TEST_SMTP_PASSWORD "$password"
  give FRONTDESK_TEST_SMTP_CA "$home/tls/ca.pem"
  give FRONTDESK_TEST_SMTP_MAILDIR "$home/maildir"
  say "Exim: 127.0.0.1:$port (pid $EXIM_PID)"
}

# Exim greets with 220 once it serves.
exim_answers() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  IFS= read -r -t 5 line <&3
  printf 'QUIT\r\n' >&3
  exec 3>&-
  [[ $line == 220* ]]
}

exim_stop() {
  [ -n "${EXIM_PID:-}" ] || return 0
  # With its children (it leads a group of its own): one that still delivers would make folders anew.
  stop_pid "-$EXIM_PID"
  EXIM_PID=
}
