-- CreateEnum
CREATE TYPE "TargetProbe" AS ENUM ('off', 'withoutCertificate');

-- CreateEnum
CREATE TYPE "AgentTaskState" AS ENUM ('queued', 'running', 'done', 'refused');

-- AlterTable
ALTER TABLE "Target" ADD COLUMN     "bindingFlags" JSONB,
ADD COLUMN     "probe" "TargetProbe" NOT NULL DEFAULT 'off',
ADD COLUMN     "siteId" TEXT,
ADD COLUMN     "wishMac" TEXT;

-- CreateTable
CREATE TABLE "AgentTask" (
    "id" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" "AgentTaskState" NOT NULL DEFAULT 'queued',
    "code" TEXT,
    "message" TEXT,
    "probe" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AgentTask_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AgentTask_serverId_state_idx" ON "AgentTask"("serverId", "state");

-- CreateIndex
CREATE INDEX "AgentTask_serverId_createdAt_idx" ON "AgentTask"("serverId", "createdAt");

-- AddForeignKey
ALTER TABLE "AgentTask" ADD CONSTRAINT "AgentTask_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a person wished for is authenticated, and a task is over when it has an answer.
ALTER TABLE "Target" ADD CONSTRAINT "Target_wishes_have_mac"
  CHECK ("wishMac" IS NOT NULL OR ("bindingFlags" IS NULL AND "probe" = 'off'));
ALTER TABLE "AgentTask" ADD CONSTRAINT "AgentTask_answered_is_finished"
  CHECK (("finishedAt" IS NOT NULL) = ("state" IN ('done', 'refused')));
