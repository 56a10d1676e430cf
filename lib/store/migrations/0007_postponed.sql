-- 0007_postponed.sql: TUNDA is allowed once.
ALTER TABLE ticket ADD COLUMN postponed INTEGER NOT NULL DEFAULT 0 CHECK (postponed BETWEEN 0 AND 1);
