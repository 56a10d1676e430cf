-- 0017_dismissed.sql: who took a row that nobody could read out of the coordinator's queue.

ALTER TABLE quarantine ADD COLUMN dismissed_by TEXT NOT NULL DEFAULT '';   -- '' : nobody
