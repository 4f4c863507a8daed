-- CreateTable
CREATE TABLE "Observation" (
    "id" UUID NOT NULL,
    "targetId" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "config" JSONB,
    "observedFrom" TIMESTAMPTZ(3) NOT NULL,
    "observedUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Observation_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "AccessEntry" ADD COLUMN     "broad" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "certificateNotAfter" TIMESTAMPTZ(3),
ADD COLUMN     "certificateSubject" TEXT,
ADD COLUMN     "inForce" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "observationId" UUID,
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "search" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "userKey" TEXT NOT NULL DEFAULT '';

-- What is known of each target today is the first of its past. Its digest is not known here: the next report makes a new one.
INSERT INTO "Observation" ("id", "targetId", "digest", "config", "observedFrom", "observedUntil")
SELECT gen_random_uuid(), t."id", 'before this version', t."observed", t."observedAt", t."observedAt"
FROM "Target" t WHERE t."observedAt" IS NOT NULL;

UPDATE "AccessEntry" e SET "observationId" = o."id" FROM "Observation" o WHERE o."targetId" = e."targetId";
DELETE FROM "AccessEntry" WHERE "revisionId" IS NULL AND "observationId" IS NULL;

UPDATE "AccessEntry" e SET
  "userKey" = lower(coalesce(e."userName", '')),
  "inForce" = e."enabled",
  "certificateSubject" = c."subject",
  "certificateNotAfter" = c."notAfter",
  "broad" = e."kind" = 'manyToOne' AND e."permissionMode" = 'Allow' AND NOT coalesce(e."rules" @> '[{"certificateField":"Issuer"}]', false),
  "search" = lower(concat_ws(' ', e."userName", e."name", c."subject", e."rules"::text))
FROM "AccessEntry" self LEFT JOIN "Certificate" c ON c."sha256" = self."sha256"
WHERE self."id" = e."id";

-- DropForeignKey
ALTER TABLE "AccessEntry" DROP CONSTRAINT "AccessEntry_targetId_fkey";

-- DropIndex
DROP INDEX "AccessEntry_targetId_idx";

-- AlterTable
ALTER TABLE "AccessEntry" DROP COLUMN "targetId";

-- What the schema cannot say: an entry belongs to a revision or to an observation.
ALTER TABLE "AccessEntry" ADD CONSTRAINT "AccessEntry_of_one" CHECK (("revisionId" IS NULL) <> ("observationId" IS NULL));

-- CreateIndex
CREATE INDEX "Observation_targetId_observedFrom_idx" ON "Observation"("targetId", "observedFrom");

-- CreateIndex
CREATE INDEX "AccessEntry_observationId_idx" ON "AccessEntry"("observationId");

-- CreateIndex
CREATE INDEX "AccessEntry_userKey_idx" ON "AccessEntry"("userKey");

-- AddForeignKey
ALTER TABLE "AccessEntry" ADD CONSTRAINT "AccessEntry_observationId_fkey" FOREIGN KEY ("observationId") REFERENCES "Observation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Observation" ADD CONSTRAINT "Observation_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;
