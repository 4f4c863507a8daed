-- CreateEnum
CREATE TYPE "CorrectionHold" AS ENUM ('limit', 'repeated');

-- DropIndex
DROP INDEX "Correction_deploymentId_key";

-- AlterTable
ALTER TABLE "Correction" DROP CONSTRAINT "Correction_pkey",
ADD CONSTRAINT "Correction_pkey" PRIMARY KEY ("deploymentId");

-- AlterTable
ALTER TABLE "Target" ADD COLUMN     "correctionHeldAt" TIMESTAMPTZ(3),
ADD COLUMN     "correctionHold" "CorrectionHold";

-- CreateIndex
CREATE INDEX "Correction_targetId_createdAt_idx" ON "Correction"("targetId", "createdAt");

-- Held is only what would be corrected otherwise, and never without the reason.
ALTER TABLE "Target" ADD CONSTRAINT "Target_correction_hold"
  CHECK (("correctionHeldAt" IS NULL) = ("correctionHold" IS NULL) AND ("correctionHeldAt" IS NULL OR mode = 'enforce'));
