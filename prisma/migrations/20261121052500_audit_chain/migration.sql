-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN     "digest" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "mac" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "AuditLink" (
    "number" BIGINT NOT NULL,
    "eventId" BIGINT NOT NULL,
    "digest" TEXT NOT NULL,
    "mac" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditLink_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "number" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "jws" TEXT NOT NULL,

    CONSTRAINT "AuditCheckpoint_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "AuditCut" (
    "number" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "jws" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,

    CONSTRAINT "AuditCut_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditLink_eventId_key" ON "AuditLink"("eventId");

-- AddForeignKey
ALTER TABLE "AuditLink" ADD CONSTRAINT "AuditLink_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AuditEvent"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- Written by hand. Events that are older than the chain have neither digest nor MAC; from now on each has both.
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_digest_check" CHECK (digest ~ '^[0-9a-f]{64}$' AND mac <> '') NOT VALID;

-- Links an event when its transaction commits: the lock is held from here to the end of the commit, so that the order of the
-- chain is the order of the commits and no committed event is without its link (docs/decisions/0007). The hash is that of
-- lib/audit-chain/link.ts. Whoever listens is told the number.
CREATE FUNCTION certmap_link_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head_number bigint;
  head_hash text;
BEGIN
  PERFORM pg_advisory_xact_lock(6018);
  SELECT number, hash INTO head_number, head_hash FROM "AuditLink" ORDER BY number DESC LIMIT 1;
  IF NOT FOUND THEN
    SELECT number, hash INTO head_number, head_hash FROM "AuditCut" ORDER BY number DESC LIMIT 1;
  END IF;
  head_number := coalesce(head_number, 0) + 1;
  head_hash := coalesce(head_hash, repeat('0', 64));
  INSERT INTO "AuditLink" (number, "eventId", digest, mac, hash) VALUES (head_number, NEW.id, NEW.digest, NEW.mac,
    encode(sha256(decode(head_hash, 'hex') || int8send(head_number) || decode(NEW.digest, 'hex')), 'hex'));
  PERFORM pg_notify('certmap', 'audit ' || head_number);
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "AuditEvent_link" AFTER INSERT ON "AuditEvent"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION certmap_link_event();

-- Only what a signed cut covers may go; the link goes with its event.
CREATE FUNCTION certmap_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT number FROM "AuditLink" WHERE "eventId" = OLD.id) <= (SELECT max(number) FROM "AuditCut") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'DELETE of "AuditEvent" is refused: its rows are evidence' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION certmap_keep_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.number <= (SELECT max(number) FROM "AuditCut") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'DELETE of "AuditLink" is refused: its rows are evidence' USING ERRCODE = 'restrict_violation';
END
$$;

DROP TRIGGER "AuditEvent_append_only" ON "AuditEvent";
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION certmap_refuse_change();
CREATE TRIGGER "AuditLink_append_only" BEFORE UPDATE OR TRUNCATE ON "AuditLink"
  FOR EACH STATEMENT EXECUTE FUNCTION certmap_refuse_change();
CREATE TRIGGER "AuditCheckpoint_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditCheckpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION certmap_refuse_change();
CREATE TRIGGER "AuditCut_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditCut"
  FOR EACH STATEMENT EXECUTE FUNCTION certmap_refuse_change();
CREATE TRIGGER "AuditEvent_keep" BEFORE DELETE ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION certmap_keep_event();
CREATE TRIGGER "AuditLink_keep" BEFORE DELETE ON "AuditLink" FOR EACH ROW EXECUTE FUNCTION certmap_keep_link();
