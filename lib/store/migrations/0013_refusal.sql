-- 0013_refusal: what a modem said when it refused, as table and number beside its text: whether it is the SIM's trouble is decided by
-- these, not read out of a sentence for operators.
ALTER TABLE attempt ADD COLUMN refusal_table TEXT CHECK (refusal_table = 'none' OR refusal_table = 'cms' OR refusal_table = 'cme');
ALTER TABLE attempt ADD COLUMN refusal_number INTEGER;

UPDATE attempt SET refusal_table = CASE substr(error, 1, 4) WHEN 'CMS ' THEN 'cms' WHEN 'CME ' THEN 'cme' ELSE 'none' END
  WHERE outcome = 'refused';
UPDATE attempt SET refusal_number = CAST(substr(error, 5) AS INTEGER) WHERE refusal_table IN ('cms', 'cme');
UPDATE attempt SET refusal_number = -1 WHERE refusal_table = 'none';
