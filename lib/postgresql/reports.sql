-- The role lapor_reports, for programs that make reports and charts: it reads figures, and no phone number and no word that a
-- person wrote. Run it once, and again after an upgrade of lapord, as a superuser in the gateway's database:
--     sudo -u postgres psql -d lapor -f /usr/share/lapord/reports.sql
-- Then let a program in:  CREATE ROLE metabase LOGIN PASSWORD '…' IN ROLE lapor_reports;
--
-- What isn't named here can't be read. It sees that a confidential report exists, its category, area and times.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lapor_reports') THEN CREATE ROLE lapor_reports NOLOGIN; END IF;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA lapor FROM lapor_reports;
GRANT USAGE ON SCHEMA lapor TO lapor_reports;

-- Reports, what happened to them, and how long they were with each agency.
GRANT SELECT (serial, state, kind, category, area, agency, answer_class, urgent, confidential, anonymous, channel, created_ms,
              forwarded_ms, first_response_ms, due_ms, closed_ms, level, resolve_by_ms, transfers, reopens, rating, is_open, due_order,
              nudged, late_told, postponed) ON lapor.ticket TO lapor_reports;
GRANT SELECT (id, ticket, at_ms, kind) ON lapor.event TO lapor_reports;
GRANT SELECT (ticket, agency, counted_ms, forwarded_ms, respond_by_ms, first_response_ms, resolve_by_ms, resolved_ms, left_ms,
              ending, contests, reopens, paused_ms, paused_since_ms, unreachable, rating, given_back, came_back, questions,
              postponed, promises, left_answering, own_report) ON lapor.stay TO lapor_reports;

-- Texts in and out, without words and people.
GRANT SELECT (id, modem, parts, gap, received_ms, command, ticket) ON lapor.inbound TO lapor_reports;
GRANT SELECT (id, purpose, ticket, answers, state, parts, refusals, doubts, created_ms, not_before_ms, expires_ms, sent_ms,
              delivered_ms, modem) ON lapor.outgoing TO lapor_reports;
GRANT SELECT (id, outgoing, part, modem, started_ms, no_return_ms, ended_ms, outcome, receipt, receipt_ms, refusal_table,
              refusal_number, smpp_status) ON lapor.attempt TO lapor_reports;
GRANT SELECT (id, modem, received_ms) ON lapor.quarantine TO lapor_reports;
GRANT SELECT (modem, asked_ms, amount, read_ms) ON lapor.sim_balance TO lapor_reports;

-- Figures that the gateway keeps.
GRANT SELECT (state, n) ON lapor.outbox_count TO lapor_reports;
GRANT SELECT (modem, sent, received) ON lapor.modem_count TO lapor_reports;
GRANT SELECT (agency, n) ON lapor.unanswered_count TO lapor_reports;
GRANT SELECT (what, first, second, n) ON lapor.measure TO lapor_reports;
GRANT SELECT (what, up_to_ms) ON lapor.measure_span TO lapor_reports;
GRANT SELECT (what, of, up_to_ms, n, total_ms) ON lapor.measured_time TO lapor_reports;
GRANT SELECT (version, at) ON lapor.schema_version TO lapor_reports;
