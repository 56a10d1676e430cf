-- 0008_balance.sql: what each SIM still holds, as its operator last said by USSD.

CREATE TABLE sim_balance (
  modem    TEXT PRIMARY KEY,
  asked_ms INTEGER NOT NULL,
  amount   INTEGER,              -- null: the last answer could not be read
  read_ms  INTEGER               -- when it was last read
) STRICT, WITHOUT ROWID;
