-- 0009_unanswered.sql: the index of what waits for an answer, without an IN (...), as at the top of the first.
DROP INDEX ticket_unanswered;
CREATE INDEX ticket_unanswered ON ticket (agency, due_order)
  WHERE (state = 'forwarded' OR state = 'verifying') AND forwarded_ms IS NOT NULL;
