-- 0001_first.sql: people, what came in, tickets, what contacts are owed, what goes out.
-- Times are milliseconds since 1970 in UTC (…_ms). Names of states are those of the contract.
-- A check or an index names its states in a chain of OR, not in IN (...): SQLite would build a small table for that at
-- every write.

-- People. The only table with phone numbers; a forgotten one keeps its row without its number.
CREATE TABLE person (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given to another number
  address   TEXT    UNIQUE,
  kind      TEXT    NOT NULL CHECK (kind = 'mobile' OR kind = 'landline' OR kind = 'short_code' OR
                                  kind = 'alphanumeric' OR kind = 'unknown'),
  country   TEXT    NOT NULL,
  reference INTEGER NOT NULL DEFAULT 0 CHECK (reference BETWEEN 0 AND 255)   -- the next concatenation reference
) STRICT;

-- Tickets: the serial without its check digit, from 100001, never given twice.
CREATE TABLE ticket (
  serial            INTEGER PRIMARY KEY AUTOINCREMENT CHECK (serial BETWEEN 100001 AND 99999999),
  state             TEXT    NOT NULL CHECK (state = 'new' OR state = 'verifying' OR state = 'forwarded' OR
                                  state = 'accepted' OR state = 'in_progress' OR state = 'need_info' OR
                                  state = 'resolved' OR state = 'closed' OR state = 'auto_closed' OR
                                  state = 'rejected' OR state = 'duplicate' OR state = 'cancelled'),
  kind              TEXT    NOT NULL,
  category          TEXT    NOT NULL,
  area              TEXT    NOT NULL,
  agency            TEXT    NOT NULL,
  answer_class      TEXT    NOT NULL,
  urgent            INTEGER NOT NULL CHECK (urgent BETWEEN 0 AND 1),
  confidential      INTEGER NOT NULL CHECK (confidential BETWEEN 0 AND 1),
  anonymous         INTEGER NOT NULL CHECK (anonymous BETWEEN 0 AND 1),
  channel           TEXT    NOT NULL,
  reporter          INTEGER NOT NULL REFERENCES person(id),
  text              TEXT    NOT NULL,
  created_ms        INTEGER NOT NULL,
  forwarded_ms      INTEGER,
  first_response_ms INTEGER,
  due_ms            INTEGER,
  closed_ms         INTEGER,
  level             INTEGER NOT NULL CHECK (level >= 0),
  ladder_base_ms    INTEGER,
  wake_ms           INTEGER,
  resolve_by_ms     INTEGER,
  transfers         INTEGER NOT NULL,
  reopens           INTEGER NOT NULL,
  rating            INTEGER,
  before_question   TEXT    NOT NULL,
  is_open           INTEGER NOT NULL GENERATED ALWAYS AS
                    (state <> 'closed' AND state <> 'auto_closed' AND state <> 'rejected' AND
                     state <> 'duplicate' AND state <> 'cancelled') VIRTUAL,
  due_order         INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(due_ms, 9223372036854775807)) VIRTUAL
) STRICT;
INSERT INTO sqlite_sequence (name, seq) VALUES ('ticket', 100000);
CREATE INDEX ticket_wake          ON ticket (wake_ms) WHERE wake_ms IS NOT NULL;
CREATE INDEX ticket_due           ON ticket (due_ms) WHERE is_open AND due_ms IS NOT NULL;
CREATE INDEX ticket_open          ON ticket (reporter) WHERE is_open;
CREATE INDEX ticket_reporter      ON ticket (reporter, state);
CREATE INDEX ticket_unanswered    ON ticket (agency, due_order) WHERE state = 'forwarded' AND forwarded_ms IS NOT NULL;
CREATE INDEX ticket_open_agency   ON ticket (agency, due_order) WHERE is_open;
CREATE INDEX ticket_state         ON ticket (state);
CREATE INDEX ticket_agency        ON ticket (agency);
CREATE INDEX ticket_agency_state  ON ticket (agency, state);

-- What happened to a ticket. Append-only: a record that could be rewritten proves nothing.
CREATE TABLE event (
  id     INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL REFERENCES ticket(serial),
  at_ms  INTEGER NOT NULL,
  kind   TEXT    NOT NULL,
  actor  TEXT    NOT NULL,
  detail TEXT    NOT NULL
) STRICT;
CREATE INDEX event_ticket ON event (ticket);
CREATE TRIGGER event_is_kept BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER event_is_final BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

-- Whole texts received.
CREATE TABLE inbound (
  id          INTEGER PRIMARY KEY,
  sender      INTEGER NOT NULL REFERENCES person(id),
  modem       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  parts       INTEGER NOT NULL CHECK (parts >= 1),
  gap         INTEGER NOT NULL CHECK (gap BETWEEN 0 AND 1),
  received_ms INTEGER NOT NULL,
  command     TEXT,
  ticket      INTEGER REFERENCES ticket(serial)
) STRICT;
CREATE INDEX inbound_sender ON inbound (sender, received_ms);
CREATE INDEX inbound_person ON inbound (sender);
CREATE INDEX inbound_ticket ON inbound (ticket) WHERE ticket IS NOT NULL;

-- SMS as they lay on a SIM. The UNIQUE columns are the fingerprint: a slot that is read again after a crash, or that
-- could not be erased, is known. All its columns are compared, so no two different texts ever collide.
CREATE TABLE part (
  id          INTEGER PRIMARY KEY,
  sender      INTEGER NOT NULL REFERENCES person(id),
  modem       TEXT    NOT NULL,
  received_ms INTEGER NOT NULL,
  smsc_ms     INTEGER NOT NULL,
  coding      TEXT    NOT NULL CHECK (coding = 'gsm7' OR coding = 'ucs2' OR coding = 'octets'),
  udh         BLOB    NOT NULL,
  payload     BLOB    NOT NULL,                  -- UTF-16, low byte first; the bytes themselves for octets
  reference   INTEGER, bits INTEGER, total INTEGER, number INTEGER,   -- of a long SMS; all or none
  inbound     INTEGER REFERENCES inbound(id),    -- the text it was taken into
  UNIQUE (sender, smsc_ms, udh, payload),
  CHECK ((reference IS NULL) = (total IS NULL) AND (bits IS NULL) = (total IS NULL)
         AND (number IS NULL) = (total IS NULL))
) STRICT;
CREATE INDEX part_group   ON part (sender, reference, bits, total, inbound) WHERE total IS NOT NULL;
CREATE INDEX part_waiting ON part (received_ms) WHERE total IS NOT NULL AND inbound IS NULL;

-- What can't become a report. A slot that no library reads has no fingerprint but its bytes.
CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY,
  modem       TEXT    NOT NULL,
  cause       TEXT    NOT NULL,
  raw         BLOB    NOT NULL,
  sender      INTEGER REFERENCES person(id),
  received_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX quarantine_unreadable ON quarantine (modem, cause, raw) WHERE sender IS NULL;

-- Texts to send.
CREATE TABLE outgoing (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,   -- the id was shown to the operator
  recipient     INTEGER NOT NULL REFERENCES person(id),
  text          TEXT    NOT NULL,
  purpose       TEXT    NOT NULL CHECK (purpose = 'alarm' OR purpose = 'urgent' OR purpose = 'reply' OR
                                  purpose = 'agency_reply' OR purpose = 'operator' OR purpose = 'forward' OR
                                  purpose = 'news' OR purpose = 'ladder'),
  ticket        INTEGER REFERENCES ticket(serial),
  answers       INTEGER REFERENCES inbound(id),
  state         TEXT    NOT NULL DEFAULT 'queued'
                        CHECK (state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'delivered' OR
                               state = 'failed' OR state = 'unsure' OR state = 'expired'),
  parts         INTEGER NOT NULL CHECK (parts >= 1),
  next_part     INTEGER NOT NULL DEFAULT 1 CHECK (next_part BETWEEN 1 AND parts),
  reference     INTEGER NOT NULL CHECK (reference BETWEEN 0 AND 255),
  refusals      INTEGER NOT NULL DEFAULT 0,
  doubts        INTEGER NOT NULL DEFAULT 0,
  created_ms    INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL,
  expires_ms    INTEGER NOT NULL,
  sent_ms       INTEGER,
  delivered_ms  INTEGER,
  modem         TEXT    NOT NULL DEFAULT '',
  error         TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outgoing_sendable ON outgoing (purpose, not_before_ms) WHERE state = 'queued';
CREATE INDEX outgoing_queued   ON outgoing (not_before_ms, recipient) WHERE state = 'queued';
CREATE INDEX outgoing_expiry   ON outgoing (expires_ms) WHERE state = 'queued';
CREATE INDEX outgoing_sending  ON outgoing (recipient) WHERE state = 'sending';
CREATE INDEX outgoing_unsure   ON outgoing (not_before_ms) WHERE state = 'unsure';
CREATE INDEX outgoing_purpose  ON outgoing (recipient, purpose, created_ms);
CREATE INDEX outgoing_replies  ON outgoing (created_ms, recipient) WHERE purpose = 'reply';
CREATE INDEX outgoing_person   ON outgoing (recipient);
CREATE INDEX outgoing_state    ON outgoing (state);
CREATE INDEX outgoing_ticket   ON outgoing (ticket) WHERE ticket IS NOT NULL;

-- Each try to send one part, so that a crash between "handed to the modem" and "the modem answered" is seen at start.
CREATE TABLE attempt (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,   -- a worker's late answer must never meet another attempt
  outgoing     INTEGER NOT NULL REFERENCES outgoing(id),
  recipient    INTEGER NOT NULL REFERENCES person(id),
  part         INTEGER NOT NULL CHECK (part >= 1),
  modem        TEXT    NOT NULL,
  started_ms   INTEGER NOT NULL,
  no_return_ms INTEGER,
  ended_ms     INTEGER,
  outcome      TEXT    CHECK (outcome = 'accepted' OR outcome = 'refused' OR outcome = 'cut_off' OR
                              outcome = 'in_doubt'),
  reference    INTEGER,
  error        TEXT    NOT NULL,
  receipt      INTEGER,
  receipt_ms   INTEGER,
  CHECK ((outcome IS NULL) = (ended_ms IS NULL))
) STRICT;
CREATE INDEX attempt_outgoing  ON attempt (outgoing);
CREATE INDEX attempt_open      ON attempt (id) WHERE outcome IS NULL;
CREATE INDEX attempt_recipient ON attempt (recipient, modem, started_ms);
CREATE INDEX attempt_modem     ON attempt (modem, started_ms, outcome);

-- What a contact is owed until it is in a text; the UNIQUE columns owe nothing twice.
CREATE TABLE notice (
  id        INTEGER PRIMARY KEY,
  kind      TEXT    NOT NULL CHECK (kind = 'forward' OR kind = 'reopened' OR kind = 'climb'),
  ticket    INTEGER NOT NULL REFERENCES ticket(serial),
  recipient INTEGER NOT NULL REFERENCES person(id),
  round     INTEGER NOT NULL,
  urgent    INTEGER NOT NULL CHECK (urgent BETWEEN 0 AND 1),
  due_ms    INTEGER NOT NULL,
  outgoing  INTEGER REFERENCES outgoing(id),
  UNIQUE (ticket, recipient, kind, round)
) STRICT;
CREATE INDEX notice_unsent   ON notice (due_ms) WHERE outgoing IS NULL;
CREATE INDEX notice_outgoing ON notice (outgoing) WHERE outgoing IS NOT NULL;

-- Figures for `laporctl status`, kept as rows change, so that asking costs nothing with a million rows.
CREATE TABLE outbox_count (state TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE modem_count (
  modem    TEXT PRIMARY KEY,
  sent     INTEGER NOT NULL DEFAULT 0,   -- parts that the modem took
  received INTEGER NOT NULL DEFAULT 0    -- parts that it brought
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_count VALUES ('queued', 0), ('sending', 0), ('sent', 0), ('delivered', 0), ('failed', 0),
                                ('unsure', 0), ('expired', 0);
CREATE TRIGGER outgoing_added AFTER INSERT ON outgoing BEGIN
  UPDATE outbox_count SET n = n + 1 WHERE state = NEW.state;
END;
CREATE TRIGGER outgoing_moved AFTER UPDATE OF state ON outgoing WHEN OLD.state <> NEW.state BEGIN
  UPDATE outbox_count SET n = n - 1 WHERE state = OLD.state;
  UPDATE outbox_count SET n = n + 1 WHERE state = NEW.state;
END;
CREATE TRIGGER outgoing_gone AFTER DELETE ON outgoing BEGIN
  UPDATE outbox_count SET n = n - 1 WHERE state = OLD.state;
END;
CREATE TRIGGER part_added AFTER INSERT ON part BEGIN
  INSERT INTO modem_count (modem, received) VALUES (NEW.modem, 1)
    ON CONFLICT (modem) DO UPDATE SET received = received + 1;
END;
CREATE TRIGGER attempt_accepted AFTER UPDATE OF outcome ON attempt
  WHEN NEW.outcome = 'accepted' AND OLD.outcome IS NOT 'accepted' BEGIN
  INSERT INTO modem_count (modem, sent) VALUES (NEW.modem, 1)
    ON CONFLICT (modem) DO UPDATE SET sent = sent + 1;
END;
