-- 0012_recap.sql: figures that somebody is owed. They are counted bit by bit, and a crash meanwhile must not forget them.

CREATE TABLE recap (
  id            INTEGER PRIMARY KEY,
  agency        TEXT    NOT NULL,                     -- a code; '': of all
  recipient     INTEGER NOT NULL REFERENCES person(id),
  from_ms       INTEGER NOT NULL,
  until_ms      INTEGER NOT NULL,                     -- not included
  not_before_ms INTEGER NOT NULL,
  asked         INTEGER REFERENCES inbound(id)        -- the REKAP that it answers; null: a summary
) STRICT;
