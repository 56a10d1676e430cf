-- 0004_guard.sql: what a PIN proved, and wrong ones.

-- An officer's PIN never gets into a row. What stays of it are the codes of the agencies for which it was right, with
-- commas between; '' for a wrong one, null where the text had none.
ALTER TABLE part ADD COLUMN proof TEXT;

CREATE TABLE wrong_pin (
  person INTEGER NOT NULL REFERENCES person(id),
  at_ms  INTEGER NOT NULL
) STRICT;
CREATE INDEX wrong_pin_person ON wrong_pin (person, at_ms);
