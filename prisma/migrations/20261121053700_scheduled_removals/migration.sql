-- CreateEnum
CREATE TYPE "RemovalState" AS ENUM ('planned', 'waiting', 'pushing', 'done', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "ScheduledRemoval" (
    "id" UUID NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "state" "RemovalState" NOT NULL DEFAULT 'planned',
    "oldSha256" TEXT NOT NULL,
    "oldName" TEXT NOT NULL,
    "newSha256" TEXT NOT NULL,
    "newName" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "removeAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "authorisedBy" TEXT,
    "authorisedAt" TIMESTAMPTZ(3),
    "authorisedRevision" INTEGER,
    "mac" TEXT,
    "removalRevision" INTEGER,
    "deploymentId" UUID,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "ScheduledRemoval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ScheduledRemoval_state_removeAt_idx" ON "ScheduledRemoval"("state", "removeAt");

-- CreateIndex
CREATE INDEX "ScheduledRemoval_siteConfigId_idx" ON "ScheduledRemoval"("siteConfigId");

-- CreateIndex
CREATE INDEX "ScheduledRemoval_oldSha256_idx" ON "ScheduledRemoval"("oldSha256");

-- CreateIndex
CREATE INDEX "ScheduledRemoval_newSha256_idx" ON "ScheduledRemoval"("newSha256");

-- AddForeignKey
ALTER TABLE "ScheduledRemoval" ADD CONSTRAINT "ScheduledRemoval_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: a mapping is to be removed once.
CREATE UNIQUE INDEX "ScheduledRemoval_open_key" ON "ScheduledRemoval"("siteConfigId", "oldSha256")
  WHERE "state" IN ('planned', 'waiting', 'pushing', 'failed');

-- What waits for its date was authorised by somebody.
ALTER TABLE "ScheduledRemoval" ADD CONSTRAINT "ScheduledRemoval_authorised" CHECK ("state" NOT IN ('waiting', 'pushing', 'done')
  OR ("mac" IS NOT NULL AND "authorisedBy" IS NOT NULL AND "authorisedRevision" IS NOT NULL));
