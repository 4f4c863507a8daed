-- AlterTable
ALTER TABLE "AgentTask" ADD COLUMN     "bundle" TEXT,
ADD COLUMN     "bundleDigest" TEXT,
ADD COLUMN     "plan" JSONB;

-- CreateIndex
CREATE INDEX "AgentTask_bundleDigest_idx" ON "AgentTask"("bundleDigest");
