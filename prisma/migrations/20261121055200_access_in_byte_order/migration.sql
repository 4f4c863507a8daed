-- What the schema cannot say: accounts are in the order of their bytes, which is quicker and the same on every server.
ALTER TABLE "AccessEntry" ALTER COLUMN "userKey" TYPE TEXT COLLATE "C";

-- DropIndex
DROP INDEX "AccessEntry_observationId_idx";

-- DropIndex
DROP INDEX "AccessEntry_revisionId_idx";

-- CreateIndex
CREATE INDEX "AccessEntry_revisionId_userKey_id_idx" ON "AccessEntry"("revisionId", "userKey", "id");

-- CreateIndex
CREATE INDEX "AccessEntry_observationId_userKey_id_idx" ON "AccessEntry"("observationId", "userKey", "id");
