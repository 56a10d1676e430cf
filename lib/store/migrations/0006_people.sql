-- 0006_people.sql: being forgotten, and who looked at what.

ALTER TABLE person ADD COLUMN erase_ms INTEGER;   -- HAPUS DATA was asked then
CREATE INDEX person_erase     ON person (erase_ms) WHERE erase_ms IS NOT NULL;
CREATE INDEX ticket_closed    ON ticket (closed_ms) WHERE closed_ms IS NOT NULL;
CREATE INDEX part_inbound     ON part (inbound) WHERE inbound IS NOT NULL;
CREATE INDEX quarantine_sender ON quarantine (sender) WHERE sender IS NOT NULL;

-- What is left of the parts of somebody who was forgotten: a number that tells whether one is read again, from a SIM
-- that could not erase it. Nothing can be read out of it.
CREATE TABLE part_mark (
  mark  INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX part_mark_at ON part_mark (at_ms);

-- Who looked at what people wrote.
CREATE TABLE access (
  id     INTEGER PRIMARY KEY,
  at_ms  INTEGER NOT NULL,
  actor  TEXT    NOT NULL,                 -- "operator uid 1000", from the kernel
  masked INTEGER NOT NULL CHECK (masked BETWEEN 0 AND 1),   -- by the view socket: without numbers
  what   TEXT    NOT NULL,                 -- ticket, messages, export
  ticket INTEGER,                          -- the one that was looked at
  detail TEXT    NOT NULL                  -- what was asked for; a number is masked
) STRICT;
CREATE INDEX access_ticket ON access (ticket) WHERE ticket IS NOT NULL;

-- Events stay append-only, but a citizen's own words in them may be erased: UU 27/2022.
DROP TRIGGER event_is_final;
CREATE TRIGGER event_is_final BEFORE UPDATE ON event
  WHEN NOT (NEW.detail = '' AND OLD.actor = 'citizen' AND NEW.id = OLD.id AND NEW.ticket = OLD.ticket
            AND NEW.at_ms = OLD.at_ms AND NEW.kind = OLD.kind AND NEW.actor = OLD.actor)
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
