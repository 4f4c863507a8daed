-- CreateEnum
CREATE TYPE "CutOffKind" AS ENUM ('certificate', 'account');

-- CreateTable
CREATE TABLE "CutOff" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" "CutOffKind" NOT NULL,
    "nounId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT,
    "reason" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedBy" TEXT NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CutOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CutOffTarget" (
    "id" UUID NOT NULL,
    "cutOffId" UUID NOT NULL,
    "targetId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "takeOver" BOOLEAN NOT NULL DEFAULT false,
    "sequence" INTEGER NOT NULL,
    "mac" TEXT NOT NULL,
    "jobId" UUID,
    "problem" JSONB,
    "verifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CutOffTarget_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CutOff_number_key" ON "CutOff"("number");

-- CreateIndex
CREATE INDEX "CutOff_finishedAt_idx" ON "CutOff"("finishedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CutOffTarget_jobId_key" ON "CutOffTarget"("jobId");

-- CreateIndex
CREATE INDEX "CutOffTarget_targetId_idx" ON "CutOffTarget"("targetId");

-- CreateIndex
CREATE UNIQUE INDEX "CutOffTarget_cutOffId_targetId_key" ON "CutOffTarget"("cutOffId", "targetId");

-- AddForeignKey
ALTER TABLE "CutOffTarget" ADD CONSTRAINT "CutOffTarget_cutOffId_fkey" FOREIGN KEY ("cutOffId") REFERENCES "CutOff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CutOffTarget" ADD CONSTRAINT "CutOffTarget_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CutOffTarget" ADD CONSTRAINT "CutOffTarget_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CutOffTarget" ADD CONSTRAINT "CutOffTarget_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "DeploymentTarget"("id") ON DELETE SET NULL ON UPDATE CASCADE;
