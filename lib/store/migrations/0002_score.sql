-- 0002_score.sql: how long each ticket was with each agency, from what its deadlines count, and small facts.

-- One row for each agency that a ticket was with: what the scorecard counts. Written as things happen, never read back
-- out of the words of events.
CREATE TABLE stay (
  ticket            INTEGER NOT NULL REFERENCES ticket(serial),
  agency            TEXT    NOT NULL,
  counted_ms        INTEGER NOT NULL,   -- the day it counts for: the first forward, else when it proved out of reach
  forwarded_ms      INTEGER,            -- a modem first accepted the forward to this agency
  respond_by_ms     INTEGER,
  first_response_ms INTEGER,
  resolve_by_ms     INTEGER,
  resolved_ms       INTEGER,            -- SELESAI, unless the citizen contested it
  left_ms           INTEGER,            -- it ended, or went to another agency
  ending            TEXT    NOT NULL,   -- open, confirmed, silence, transferred, rerouted, rejected, cancelled, duplicate
  contests          INTEGER NOT NULL,   -- BELUM
  reopens           INTEGER NOT NULL,   -- BUKA
  paused_ms         INTEGER NOT NULL,   -- waited for the citizen, or put off
  paused_since_ms   INTEGER,
  unreachable       INTEGER NOT NULL CHECK (unreachable BETWEEN 0 AND 1),
  rating            INTEGER,
  PRIMARY KEY (ticket, agency)
) STRICT, WITHOUT ROWID;
CREATE INDEX stay_counted ON stay (counted_ms);
CREATE INDEX stay_agency  ON stay (agency, counted_ms);

-- Deadlines are instants; when the calendar changes they are counted again from these.
ALTER TABLE ticket ADD COLUMN due_base_ms INTEGER;                      -- the clock of the present state started
ALTER TABLE ticket ADD COLUMN due_days INTEGER NOT NULL DEFAULT 0;      -- put off by so many working days (TUNDA)
ALTER TABLE ticket ADD COLUMN resolve_base_ms INTEGER;                  -- resolve_by counts from here, pauses left out
CREATE INDEX ticket_open_serial ON ticket (serial) WHERE is_open;
CREATE INDEX quarantine_received ON quarantine (received_ms);

-- Small facts that the engine must not forget: which summary went last, which calendar the deadlines were made by.
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What is known of the tickets that are here already: of each the agency that has it now.
UPDATE ticket SET resolve_base_ms = forwarded_ms,
                  due_base_ms = ifnull((SELECT max(at_ms) FROM event WHERE event.ticket = serial
                                        AND kind IN ('accept', 'progress', 'postpone', 'ask', 'resolve', 'contest',
                                                     'reopen', 'inform', 'forwarded')), forwarded_ms)
 WHERE is_open AND forwarded_ms IS NOT NULL;
INSERT INTO stay
SELECT serial, agency, forwarded_ms, forwarded_ms,
       CASE WHEN state = 'forwarded' THEN due_ms
            ELSE forwarded_ms + CASE urgent WHEN 1 THEN 3600000 ELSE 86400000 END END,   -- the deadlines of that version
       first_response_ms, resolve_by_ms,
       CASE WHEN state IN ('resolved', 'closed', 'auto_closed')
            THEN (SELECT max(at_ms) FROM event WHERE event.ticket = serial AND kind = 'resolve') END,
       closed_ms,
       CASE state WHEN 'closed' THEN 'confirmed' WHEN 'auto_closed' THEN 'silence' WHEN 'rejected' THEN 'rejected'
                  WHEN 'cancelled' THEN 'cancelled' WHEN 'duplicate' THEN 'duplicate' ELSE 'open' END,
       (SELECT count(*) FROM event WHERE event.ticket = serial AND kind = 'contest'),
       (SELECT count(*) FROM event WHERE event.ticket = serial AND kind = 'reopen'),
       0, NULL,
       EXISTS (SELECT 1 FROM event WHERE event.ticket = serial AND kind = 'unreachable'), rating
  FROM ticket WHERE forwarded_ms IS NOT NULL AND agency <> '';
