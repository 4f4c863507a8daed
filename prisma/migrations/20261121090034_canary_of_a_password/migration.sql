-- AlterTable
ALTER TABLE "Deployment" ADD COLUMN     "canaryOfId" UUID;

-- CreateIndex
CREATE INDEX "Deployment_canaryOfId_idx" ON "Deployment"("canaryOfId");

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_canaryOfId_fkey" FOREIGN KEY ("canaryOfId") REFERENCES "Deployment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
