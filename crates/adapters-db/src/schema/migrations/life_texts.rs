//! The longer statements of a ticket's whole life.

/// Under the same keys: live feeds go on after the last they saw.
pub(super) const HISTORY: &str = "INSERT INTO history (id, ticket_number, happened_at, actor, account_id, kind, old_value, \
    new_value, version) SELECT id, ticket_number, happened_at, actor, NULL, kind, old_value, new_value, version \
    FROM ticket_event e WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.id = e.id)";

/// PostgreSQL does not count keys that it was given.
pub(super) const NEXT_EVENT: &str = "SELECT setval(pg_get_serial_sequence('history', 'id'), \
    (SELECT COALESCE(MAX(id), 0) + 1 FROM history), false)";

/// What tickets counted as before anybody but the tracker could move them. All at once or, in a second try
/// after a kill, not again.
pub(super) const COUNTED: &str = "INSERT INTO counter (scope, scope_id, name, slot, total) \
    SELECT scope, scope_id, name, 0, total FROM (\
    SELECT 'desk' AS scope, 0 AS scope_id, status AS name, COUNT(*) AS total FROM ticket GROUP BY status \
    UNION ALL SELECT 'desk', 0, 'unassigned', COUNT(*) FROM ticket WHERE unresolved = 1 AND agent_id IS NULL \
    UNION ALL SELECT 'desk', 0, 'open_unassigned', COUNT(*) FROM ticket \
      WHERE status = 'open' AND agent_id IS NULL \
    UNION ALL SELECT 'desk', 0, 'waiting_for_us', COUNT(*) FROM ticket WHERE unresolved = 1 AND turn = 'ours' \
    UNION ALL SELECT 'desk', 0, 'high_and_urgent', COUNT(*) FROM ticket WHERE unresolved = 1 AND priority >= 3 \
    UNION ALL SELECT 'client', client_id, status, COUNT(*) FROM ticket GROUP BY client_id, status \
    UNION ALL SELECT 'client', client_id, 'waiting_for_us', COUNT(*) FROM ticket \
      WHERE unresolved = 1 AND turn = 'ours' GROUP BY client_id \
    UNION ALL SELECT 'client', client_id, 'high_and_urgent', COUNT(*) FROM ticket \
      WHERE unresolved = 1 AND priority >= 3 GROUP BY client_id\
    ) AS counted WHERE NOT EXISTS (SELECT 1 FROM counter)";

/// The texts stay in `ticket`; the index has only words, and which tickets hold them. In `search_text` only
/// white space and a bar stand between words, so the plainest tokenizer takes them apart as the domain did.
pub(super) const SEARCH_SQLITE: [&str; 4] = [
    "CREATE VIRTUAL TABLE IF NOT EXISTS ticket_search USING fts5(search_text, content = 'ticket', \
     content_rowid = 'number', tokenize = 'ascii', prefix = '2 3 4', detail = 'none', columnsize = 0)",
    "CREATE TRIGGER IF NOT EXISTS ticket_search_insert AFTER INSERT ON ticket \
     WHEN new.search_text IS NOT NULL BEGIN \
     INSERT INTO ticket_search (rowid, search_text) VALUES (new.number, new.search_text); END",
    "CREATE TRIGGER IF NOT EXISTS ticket_search_update AFTER UPDATE OF search_text ON ticket BEGIN \
     INSERT INTO ticket_search (ticket_search, rowid, search_text) \
       SELECT 'delete', old.number, old.search_text WHERE old.search_text IS NOT NULL; \
     INSERT INTO ticket_search (rowid, search_text) VALUES (new.number, new.search_text); END",
    "CREATE TRIGGER IF NOT EXISTS ticket_search_delete AFTER DELETE ON ticket \
     WHEN old.search_text IS NOT NULL BEGIN \
     INSERT INTO ticket_search (ticket_search, rowid, search_text) \
       VALUES ('delete', old.number, old.search_text); END",
];

pub(super) const SEARCH_POSTGRES: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS ticket_search (ticket_number BIGINT NOT NULL PRIMARY KEY, \
     words TSVECTOR NOT NULL, CONSTRAINT ticket_search_ticket_fk FOREIGN KEY (ticket_number) \
     REFERENCES ticket (number) ON DELETE CASCADE)",
    "CREATE INDEX IF NOT EXISTS ticket_search_words_idx ON ticket_search USING GIN (words)",
];

pub(super) const SEARCH_MARIA: [&str; 1] = [
    "CREATE TABLE IF NOT EXISTS ticket_search (ticket_number BIGINT NOT NULL PRIMARY KEY, \
     words MEDIUMTEXT NOT NULL, FULLTEXT INDEX ticket_search_words_idx (words), \
     CONSTRAINT ticket_search_ticket_fk FOREIGN KEY (ticket_number) REFERENCES ticket (number) \
     ON DELETE CASCADE) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin",
];

pub(super) const UNASSIGNED_POSTGRES: [&str; 3] = [
    "CREATE INDEX IF NOT EXISTS ticket_unassigned_updated_idx ON ticket (unresolved, updated_at, number) \
     WHERE agent_id IS NULL",
    "CREATE INDEX IF NOT EXISTS ticket_unassigned_created_idx ON ticket (unresolved, created_at, number) \
     WHERE agent_id IS NULL",
    "CREATE INDEX IF NOT EXISTS ticket_unassigned_precedence_idx ON ticket (unresolved, precedence, number) \
     WHERE agent_id IS NULL",
];
