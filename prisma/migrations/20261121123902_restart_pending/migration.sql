-- AlterTable
ALTER TABLE "Target" ADD COLUMN     "restartPendingSince" TIMESTAMPTZ(3);

-- Only a verified push leaves a restart to be waited for.
ALTER TABLE "Target" ADD CONSTRAINT "Target_restart_after_push"
  CHECK ("restartPendingSince" IS NULL OR "deployedRevisionId" IS NOT NULL);
