-- 0015_pages: who may use the pages of lapord-web, what other programs asked already, and what the public board counts.
CREATE TABLE account (
  kind       TEXT    NOT NULL CHECK (kind = 'user' OR kind = 'key'),
  name       TEXT    NOT NULL,
  role       TEXT    NOT NULL,             -- of a user: viewer, agency, operator, coordinator
  agency     TEXT    NOT NULL,             -- code; '' but for the role agency
  channel    TEXT    NOT NULL,             -- of a key: app, web, social, hotline
  hash       TEXT    NOT NULL,             -- of the token or key, by crypt(3); neither is kept
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

-- A program that got no answer asks again: the same request of a key within a day is the same ticket.
CREATE TABLE request (
  key    TEXT    NOT NULL,
  digest TEXT    NOT NULL,
  ticket INTEGER NOT NULL REFERENCES ticket(serial),
  at_ms  INTEGER NOT NULL,
  PRIMARY KEY (key, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_at ON request (at_ms);

CREATE INDEX ticket_created ON ticket (created_ms, category, area);
CREATE INDEX stay_answered  ON stay (counted_ms, agency, respond_by_ms, first_response_ms, forwarded_ms);
