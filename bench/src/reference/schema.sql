CREATE TABLE client (
  id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, phone TEXT,
  phone_slot TEXT UNIQUE, email TEXT, address TEXT, created_at INTEGER NOT NULL
);
CREATE INDEX client_phone_idx ON client (phone);
CREATE TABLE ticket (
  number INTEGER PRIMARY KEY AUTOINCREMENT, client_id INTEGER NOT NULL REFERENCES client (id),
  open_slot INTEGER UNIQUE, subject TEXT NOT NULL, body TEXT NOT NULL, category_id INTEGER NOT NULL,
  priority INTEGER NOT NULL, status TEXT NOT NULL, source TEXT NOT NULL, submission_key BLOB NOT NULL UNIQUE,
  submission_digest BLOB NOT NULL, mark BLOB NOT NULL, external_key TEXT, tracked_at INTEGER,
  version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  CHECK (open_slot IS NULL OR open_slot = client_id)
);
INSERT INTO sqlite_sequence (name, seq) VALUES ('ticket', 10000);
CREATE INDEX ticket_client_idx ON ticket (client_id, status, number);
CREATE INDEX ticket_tracked_idx ON ticket (tracked_at, number);
CREATE TABLE ticket_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT, ticket_number INTEGER NOT NULL REFERENCES ticket (number),
  happened_at INTEGER NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, old_value TEXT, new_value TEXT,
  version INTEGER NOT NULL
);
CREATE INDEX ticket_event_ticket_idx ON ticket_event (ticket_number, kind, id);
CREATE TABLE track_link (
  token_hash BLOB NOT NULL PRIMARY KEY, ticket_number INTEGER NOT NULL REFERENCES ticket (number),
  created_at INTEGER NOT NULL
);
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT, about TEXT NOT NULL, about_id INTEGER NOT NULL,
  target TEXT NOT NULL, job TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
  checks INTEGER NOT NULL, due_at INTEGER NOT NULL, ready_at INTEGER, epoch INTEGER NOT NULL,
  created_at INTEGER NOT NULL, UNIQUE (about_id, about, job)
);
CREATE INDEX delivery_ready_idx ON delivery (target, ready_at, id);
CREATE INDEX delivery_state_idx ON delivery (state, id);
CREATE TABLE throttle (fingerprint BLOB NOT NULL PRIMARY KEY, counted INTEGER NOT NULL, ends_at INTEGER NOT NULL);
CREATE INDEX throttle_ends_idx ON throttle (ends_at);
CREATE TABLE look_up_audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, happened_at INTEGER NOT NULL, address BLOB NOT NULL,
  identifier BLOB NOT NULL, outcome TEXT NOT NULL
);
CREATE INDEX look_up_audit_at_idx ON look_up_audit (happened_at);
