-- 0003_life.sql: what the coordinator decides, joined reports, whom a confidential report is about, who wants quiet.

ALTER TABLE person ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0 CHECK (quiet BETWEEN 0 AND 1);   -- STOP: no unasked news

ALTER TABLE ticket ADD COLUMN refusal   TEXT    NOT NULL DEFAULT '';   -- who gave it back and why, until it is decided
ALTER TABLE ticket ADD COLUMN accused   TEXT    NOT NULL DEFAULT '';   -- codes of agencies that must not see it
ALTER TABLE ticket ADD COLUMN joined_to INTEGER REFERENCES ticket(serial);
ALTER TABLE ticket ADD COLUMN nudged    INTEGER NOT NULL DEFAULT 0 CHECK (nudged BETWEEN 0 AND 1);      -- of the open question
ALTER TABLE ticket ADD COLUMN late_told INTEGER NOT NULL DEFAULT 0 CHECK (late_told BETWEEN 0 AND 1);   -- of the missed date

-- Whose reports were joined to a ticket: they are told what its reporter is told.
CREATE TABLE follower (
  ticket INTEGER NOT NULL REFERENCES ticket(serial),
  person INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY (ticket, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX follower_person ON follower (person);

-- Reports that may be about the same as an earlier one: the coordinator joins them or doesn't.
CREATE TABLE likeness (
  ticket  INTEGER PRIMARY KEY REFERENCES ticket(serial),
  earlier INTEGER NOT NULL REFERENCES ticket(serial)
) STRICT;
CREATE INDEX ticket_place ON ticket (category, area, created_ms) WHERE is_open AND area <> '';

-- What waits with the coordinator waits for an answer, too.
DROP INDEX ticket_unanswered;
CREATE INDEX ticket_unanswered ON ticket (agency, due_order)
  WHERE state IN ('forwarded', 'verifying') AND forwarded_ms IS NOT NULL;
