-- 0019_unasked_escalations.sql: the texts that nobody asked for include reminders and escalations, which are stored as
-- 'ladder'. The index before had another word for them, so none was ever counted.

DROP INDEX outgoing_unasked;
CREATE INDEX outgoing_unasked ON outgoing (recipient, not_before_ms) WHERE purpose = 'forward' OR purpose = 'news' OR purpose = 'ladder';
