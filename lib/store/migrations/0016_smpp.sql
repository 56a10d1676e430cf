-- 0016_smpp: lines to carriers.

-- What a carrier delivered, and may deliver again over another connection because it may not have read the
-- acknowledgement. There is no service centre time to tell the same text from the same words sent twice.
CREATE TABLE unsettled_delivery (
  modem       TEXT    NOT NULL,
  connection  TEXT    NOT NULL,
  number      INTEGER NOT NULL,                        -- in that connection
  sender      INTEGER NOT NULL REFERENCES person(id),
  content     INTEGER NOT NULL,                        -- a fingerprint of coding, user data header and payload
  received_ms INTEGER NOT NULL,
  PRIMARY KEY (modem, connection, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX unsettled_content ON unsettled_delivery (modem, sender, content, received_ms);

ALTER TABLE attempt ADD COLUMN message_id  TEXT NOT NULL DEFAULT '';   -- the carrier's name for it, as receipts write it
ALTER TABLE attempt ADD COLUMN smpp_status INTEGER;                    -- command_status where a carrier refused
CREATE INDEX attempt_message_id ON attempt (modem, message_id, id) WHERE message_id <> '';
