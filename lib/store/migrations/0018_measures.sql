-- 0018_measures.sql: what Prometheus is told of the gateway's work, counted as it happens.

CREATE TABLE measure (
  what   TEXT    NOT NULL,
  first  TEXT    NOT NULL,             -- a modem, an agency, a channel, a step, a cause, a state
  second TEXT    NOT NULL DEFAULT '',  -- an outcome, a category
  n      INTEGER NOT NULL,
  PRIMARY KEY (what, first, second)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure_span (what TEXT NOT NULL, up_to_ms INTEGER NOT NULL, PRIMARY KEY (what, up_to_ms)) STRICT, WITHOUT ROWID;
INSERT INTO measure_span VALUES
  ('send', 1000), ('send', 2000), ('send', 5000), ('send', 10000), ('send', 30000), ('send', 60000),
  ('reply', 2000), ('reply', 5000), ('reply', 10000), ('reply', 30000), ('reply', 60000), ('reply', 300000), ('reply', 3600000),
  ('first_response', 3600000), ('first_response', 14400000), ('first_response', 43200000), ('first_response', 86400000),
  ('first_response', 172800000), ('first_response', 604800000),
  ('resolution', 86400000), ('resolution', 259200000), ('resolution', 604800000), ('resolution', 1209600000),
  ('resolution', 2592000000), ('resolution', 5184000000);

CREATE TABLE measured_time (
  what     TEXT    NOT NULL,
  of       TEXT    NOT NULL,   -- a modem, an agency; '' of all
  up_to_ms INTEGER NOT NULL,   -- of measure_span; 9223372036854775807 beyond the last
  n        INTEGER NOT NULL,
  total_ms INTEGER NOT NULL,
  PRIMARY KEY (what, of, up_to_ms)
) STRICT, WITHOUT ROWID;
CREATE VIEW time_measured AS SELECT '' AS what, '' AS of, 0 AS ms WHERE false;
CREATE TRIGGER time_is_measured INSTEAD OF INSERT ON time_measured BEGIN
  INSERT INTO measured_time (what, of, up_to_ms, n, total_ms)
    VALUES (NEW.what, NEW.of,
            ifnull((SELECT min(up_to_ms) FROM measure_span WHERE what = NEW.what AND up_to_ms >= NEW.ms), 9223372036854775807),
            1, max(NEW.ms, 0))
    ON CONFLICT (what, of, up_to_ms) DO UPDATE SET n = n + 1, total_ms = total_ms + excluded.total_ms;
END;

CREATE TRIGGER attempt_measured AFTER UPDATE OF outcome ON attempt
  WHEN NEW.outcome IS NOT NULL AND OLD.outcome IS NOT NEW.outcome BEGIN
  INSERT INTO measure VALUES ('attempt', NEW.modem, NEW.outcome, 1) ON CONFLICT (what, first, second) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER send_measured AFTER UPDATE OF outcome ON attempt
  WHEN NEW.outcome = 'accepted' AND OLD.outcome IS NOT 'accepted' BEGIN
  INSERT INTO time_measured VALUES ('send', NEW.modem, NEW.ended_ms - NEW.started_ms);
END;
-- TP-ST (3GPP TS 23.040 §9.2.3.15): up to 31 it arrived, up to 63 the network still tries.
CREATE TRIGGER receipt_measured AFTER UPDATE OF receipt ON attempt
  WHEN NEW.receipt IS NOT NULL AND OLD.receipt IS NOT NEW.receipt BEGIN
  INSERT INTO measure VALUES ('receipt', NEW.modem,
      CASE WHEN NEW.receipt < 32 THEN 'delivered' WHEN NEW.receipt < 64 THEN 'trying' ELSE 'failed' END, 1)
    ON CONFLICT (what, first, second) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER reply_measured AFTER UPDATE OF sent_ms ON outgoing
  WHEN OLD.sent_ms IS NULL AND NEW.sent_ms IS NOT NULL AND NEW.answers IS NOT NULL BEGIN
  INSERT INTO time_measured VALUES ('reply', '', NEW.sent_ms - (SELECT received_ms FROM inbound WHERE id = NEW.answers));
END;
-- What was told in confidence has no matter here, as on the board.
CREATE TRIGGER report_measured AFTER INSERT ON ticket BEGIN
  INSERT INTO measure VALUES ('report', NEW.channel, iif(NEW.confidential, 'RAHASIA', NEW.category), 1), ('state', NEW.state, '', 1)
    ON CONFLICT (what, first, second) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER state_measured AFTER UPDATE OF state ON ticket WHEN OLD.state <> NEW.state BEGIN
  INSERT INTO measure VALUES ('state', NEW.state, '', 1), ('state', OLD.state, '', -1)
    ON CONFLICT (what, first, second) DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER first_response_measured AFTER UPDATE OF first_response_ms ON ticket
  WHEN OLD.first_response_ms IS NULL AND NEW.first_response_ms IS NOT NULL AND NEW.forwarded_ms IS NOT NULL BEGIN
  INSERT INTO time_measured VALUES ('first_response', OLD.agency, NEW.first_response_ms - NEW.forwarded_ms);
END;
CREATE TRIGGER resolution_measured AFTER UPDATE OF closed_ms ON ticket
  WHEN OLD.closed_ms IS NULL AND NEW.closed_ms IS NOT NULL AND NEW.forwarded_ms IS NOT NULL AND
       (NEW.state = 'closed' OR NEW.state = 'auto_closed') BEGIN
  INSERT INTO time_measured VALUES ('resolution', NEW.agency, NEW.closed_ms - NEW.forwarded_ms);
END;
CREATE TRIGGER escalation_measured AFTER UPDATE OF level ON ticket WHEN NEW.level > OLD.level BEGIN
  INSERT INTO measure VALUES ('escalation', NEW.level, '', 1) ON CONFLICT (what, first, second) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER quarantine_measured AFTER INSERT ON quarantine BEGIN
  INSERT INTO measure
    VALUES ('quarantine', iif(instr(NEW.cause, ':') > 0, substr(NEW.cause, 1, instr(NEW.cause, ':') - 1), NEW.cause), '', 1)
    ON CONFLICT (what, first, second) DO UPDATE SET n = n + 1;
END;

-- What is there already. Times are counted from now on.
INSERT INTO measure SELECT 'report', channel, iif(confidential, 'RAHASIA', category) AS matter, count(*) FROM ticket GROUP BY channel, matter;
INSERT INTO measure SELECT 'state', state, '', count(*) FROM ticket GROUP BY state;
INSERT INTO measure
  SELECT 'quarantine', iif(instr(cause, ':') > 0, substr(cause, 1, instr(cause, ':') - 1), cause) AS kind, '', count(*)
    FROM quarantine GROUP BY kind;
