-- CreateEnum
CREATE TYPE "TargetMode" AS ENUM ('observe', 'monitor', 'enforce');

-- CreateEnum
CREATE TYPE "DeploymentKind" AS ENUM ('push', 'corrective', 'rollback', 'cutOff', 'password');

-- CreateEnum
CREATE TYPE "DeploymentState" AS ENUM ('running', 'paused', 'soaking', 'aborted', 'done');

-- AlterTable
ALTER TABLE "Deployment" ADD COLUMN     "canaryCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "kind" "DeploymentKind" NOT NULL DEFAULT 'push',
ADD COLUMN     "openWave" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "soakSeconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "soakUntil" TIMESTAMPTZ(3),
ADD COLUMN     "state" "DeploymentState" NOT NULL DEFAULT 'running',
ADD COLUMN     "stateReason" TEXT,
ADD COLUMN     "stopOnFailure" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "waveSize" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "windowOverride" TEXT;

-- AlterTable
ALTER TABLE "DeploymentTarget" ADD COLUMN     "wave" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Server" ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Target" ADD COLUMN     "mode" "TargetMode" NOT NULL DEFAULT 'monitor';

-- CreateTable
CREATE TABLE "RevisionRejection" (
    "revisionId" UUID NOT NULL,
    "rejectedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rejectedBy" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "RevisionRejection_pkey" PRIMARY KEY ("revisionId")
);

-- CreateTable
CREATE TABLE "MaintenanceWindow" (
    "id" UUID NOT NULL,
    "serverId" UUID,
    "serverGroupId" UUID,
    "weekdays" INTEGER[],
    "startMinute" INTEGER NOT NULL,
    "lengthMinutes" INTEGER NOT NULL,
    "timeZone" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "MaintenanceWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Correction" (
    "targetId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "observedDigest" TEXT NOT NULL,
    "deploymentId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Correction_pkey" PRIMARY KEY ("targetId","revisionId","observedDigest")
);

-- CreateIndex
CREATE INDEX "MaintenanceWindow_serverId_idx" ON "MaintenanceWindow"("serverId");

-- CreateIndex
CREATE INDEX "MaintenanceWindow_serverGroupId_idx" ON "MaintenanceWindow"("serverGroupId");

-- CreateIndex
CREATE UNIQUE INDEX "Correction_deploymentId_key" ON "Correction"("deploymentId");

-- CreateIndex
CREATE INDEX "Deployment_state_idx" ON "Deployment"("state");

-- CreateIndex
CREATE INDEX "DeploymentTarget_deploymentId_state_wave_idx" ON "DeploymentTarget"("deploymentId", "state", "wave");

-- AddForeignKey
ALTER TABLE "RevisionRejection" ADD CONSTRAINT "RevisionRejection_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceWindow" ADD CONSTRAINT "MaintenanceWindow_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceWindow" ADD CONSTRAINT "MaintenanceWindow_serverGroupId_fkey" FOREIGN KEY ("serverGroupId") REFERENCES "ServerGroup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "Deployment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: rules that rows keep.
ALTER TABLE "MaintenanceWindow"
  ADD CONSTRAINT "MaintenanceWindow_of_one" CHECK (("serverId" IS NULL) <> ("serverGroupId" IS NULL)),
  ADD CONSTRAINT "MaintenanceWindow_weekdays" CHECK (
    cardinality("weekdays") BETWEEN 1 AND 7 AND "weekdays" <@ ARRAY[1, 2, 3, 4, 5, 6, 7]
  ),
  ADD CONSTRAINT "MaintenanceWindow_start" CHECK ("startMinute" BETWEEN 0 AND 1439),
  ADD CONSTRAINT "MaintenanceWindow_length" CHECK ("lengthMinutes" BETWEEN 1 AND 10080);
ALTER TABLE "Deployment"
  ADD CONSTRAINT "Deployment_waves" CHECK (
    "openWave" >= 0 AND "canaryCount" >= 0 AND "waveSize" >= 0 AND "soakSeconds" >= 0
  ),
  ADD CONSTRAINT "Deployment_soak_has_end" CHECK ("state" <> 'soaking' OR "soakUntil" IS NOT NULL);
ALTER TABLE "DeploymentTarget" ADD CONSTRAINT "DeploymentTarget_wave" CHECK ("wave" >= 0);
ALTER TABLE "Server" ADD CONSTRAINT "Server_tags_count" CHECK (cardinality("tags") <= 50);

-- Pushes that ended before there were waves.
UPDATE "Deployment" d SET "state" = 'done' WHERE NOT EXISTS (
  SELECT 1 FROM "DeploymentTarget" j WHERE j."deploymentId" = d."id" AND j."state" IN ('queued', 'leased')
);
