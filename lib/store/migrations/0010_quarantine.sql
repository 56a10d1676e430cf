-- 0010_quarantine.sql: what was set aside can be listed, so bytes that were forgotten are told from bytes that came.

ALTER TABLE quarantine ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten BETWEEN 0 AND 1);
DROP INDEX quarantine_unreadable;
UPDATE quarantine SET raw = x'', forgotten = 1 WHERE raw = CAST(CAST(id AS TEXT) AS BLOB);   -- as it was done until now
CREATE UNIQUE INDEX quarantine_unreadable ON quarantine (modem, cause, raw) WHERE sender IS NULL AND NOT forgotten;
