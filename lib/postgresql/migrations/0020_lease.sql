-- 0020_lease.sql: several gateways may share this database, and one of them writes (decision 0028).

-- Who may write: its number, 0 for nobody, its name for people, and how many had the lease so far. Each transaction of the holder
-- changes `name`, so a standby sees that it lives.
ALTER TABLE last_transaction
  ADD COLUMN epoch   BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN gateway BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN node    TEXT COLLATE "C" NOT NULL DEFAULT '';

-- Ends the transaction of a gateway that lost the lease. It must be a statement of its own behind the writers' lock: a statement
-- sees what was committed before it began, and that one waits.
CREATE FUNCTION require_epoch(ours BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT epoch FROM lapor.last_transaction) IS DISTINCT FROM ours THEN
    RAISE EXCEPTION 'another gateway has taken over' USING ERRCODE = 'LP001';
  END IF;
END $$;

-- The gateways that stand by, each with a random number of its own, and when they were seen, by the server's clock.
CREATE TABLE gateway (
  number  BIGINT PRIMARY KEY,
  node    TEXT COLLATE "C" NOT NULL,
  seen_ms BIGINT NOT NULL
);
