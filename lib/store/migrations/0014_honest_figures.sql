-- 0014_honest_figures.sql: what the scorecard needs to tell work from words, and what a question must not make a ticket forget.

ALTER TABLE stay ADD COLUMN reporter       INTEGER NOT NULL DEFAULT 0;   -- who reported it; 0: not known
ALTER TABLE stay ADD COLUMN given_back     INTEGER NOT NULL DEFAULT 0;   -- ALIH and TOLAK by the agency
ALTER TABLE stay ADD COLUMN came_back      INTEGER NOT NULL DEFAULT 0;   -- sent back to it after that
ALTER TABLE stay ADD COLUMN questions      INTEGER NOT NULL DEFAULT 0;   -- TANYA
ALTER TABLE stay ADD COLUMN postponed      INTEGER NOT NULL DEFAULT 0;   -- TUNDA
ALTER TABLE stay ADD COLUMN promises       INTEGER NOT NULL DEFAULT 0;   -- how often PROSES moved the date of the next word
ALTER TABLE stay ADD COLUMN left_answering INTEGER NOT NULL DEFAULT 0 CHECK (left_answering BETWEEN 0 AND 1);   -- the first answer was ALIH or TOLAK
ALTER TABLE stay ADD COLUMN own_report     INTEGER NOT NULL DEFAULT 0 CHECK (own_report BETWEEN 0 AND 1);       -- from a phone of the configuration
UPDATE stay SET reporter   = (SELECT reporter FROM ticket WHERE serial = stay.ticket),
                given_back = (ending = 'transferred' OR ending = 'rejected');

ALTER TABLE ticket ADD COLUMN asked_due_base_ms    INTEGER;   -- due_base_ms when the question was asked; the clock goes on from there
ALTER TABLE ticket ADD COLUMN asked_ladder_base_ms INTEGER;   -- ladder_base_ms likewise
ALTER TABLE ticket ADD COLUMN follower_said_yes INTEGER NOT NULL DEFAULT 0 CHECK (follower_said_yes BETWEEN 0 AND 1);

-- HAPUS DATA is confirmed by a code that only the phone sees. erase_ms: the person is erased from then on.
ALTER TABLE person ADD COLUMN erase_code    TEXT;
ALTER TABLE person ADD COLUMN erase_code_ms INTEGER;

-- The PIN that the forward of a ticket told, where its agency wants one for each.
CREATE TABLE proof_word (
  ticket INTEGER PRIMARY KEY REFERENCES ticket(serial),
  word   TEXT NOT NULL
) STRICT;
CREATE INDEX proof_word_word ON proof_word (word);

-- The last texts that a phone got without having asked for them.
CREATE INDEX outgoing_unasked ON outgoing (recipient, not_before_ms) WHERE purpose = 'forward' OR purpose = 'news' OR purpose = 'escalation';

ALTER TABLE wrong_pin ADD COLUMN agency TEXT NOT NULL DEFAULT '';   -- whose PIN was guessed
CREATE INDEX wrong_pin_agency ON wrong_pin (agency, at_ms);
