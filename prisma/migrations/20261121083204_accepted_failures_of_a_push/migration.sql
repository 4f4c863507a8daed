-- AlterTable
ALTER TABLE "Deployment" ADD COLUMN     "failuresAccepted" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "DeploymentTarget_targetId_state_idx" ON "DeploymentTarget"("targetId", "state");
