-- 0011_backlog.sql: how many tickets wait for each agency's answer, kept as rows change: a superior is told of it at every
-- step, and counting a neglected agency's thousands each time would cost more than the step.

CREATE TABLE unanswered_count (
  agency TEXT PRIMARY KEY,
  n      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO unanswered_count
SELECT agency, count(*) FROM ticket
 WHERE (state = 'forwarded' OR state = 'verifying') AND forwarded_ms IS NOT NULL GROUP BY agency;

CREATE TRIGGER ticket_waits_first AFTER INSERT ON ticket
  WHEN (NEW.state = 'forwarded' OR NEW.state = 'verifying') AND NEW.forwarded_ms IS NOT NULL BEGIN
  INSERT INTO unanswered_count (agency, n) VALUES (NEW.agency, 1) ON CONFLICT (agency) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER ticket_waits AFTER UPDATE OF state, agency, forwarded_ms ON ticket
  WHEN (NEW.state = 'forwarded' OR NEW.state = 'verifying') AND NEW.forwarded_ms IS NOT NULL BEGIN
  INSERT INTO unanswered_count (agency, n) VALUES (NEW.agency, 1) ON CONFLICT (agency) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER ticket_waited AFTER UPDATE OF state, agency, forwarded_ms ON ticket
  WHEN (OLD.state = 'forwarded' OR OLD.state = 'verifying') AND OLD.forwarded_ms IS NOT NULL BEGIN
  UPDATE unanswered_count SET n = n - 1 WHERE agency = OLD.agency;
END;
