-- 0005_sims.sql: which SIM is in which modem, and what PINs were tried on it.

-- As a modem last told. Another IMSI is another SIM.
CREATE TABLE modem_sim (
  modem   TEXT PRIMARY KEY,
  imei    TEXT NOT NULL,
  imsi    TEXT NOT NULL,
  seen_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each try, written before it is made. The PIN itself is nowhere: only a salted hash of it.
CREATE TABLE pin_try (
  id       INTEGER PRIMARY KEY,
  modem    TEXT    NOT NULL,
  card     TEXT    NOT NULL,              -- the SIM's own number (ICCID) where the modem tells it before it is unlocked
  hash     TEXT    NOT NULL,
  asked_ms INTEGER NOT NULL,              -- when the modem asked for it
  accepted INTEGER CHECK (accepted BETWEEN 0 AND 1),   -- null: nobody knows
  forgiven INTEGER NOT NULL DEFAULT 0 CHECK (forgiven BETWEEN 0 AND 1),
  UNIQUE (modem, asked_ms)
) STRICT;
