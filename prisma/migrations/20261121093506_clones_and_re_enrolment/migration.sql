-- AlterEnum
ALTER TYPE "ServerState" ADD VALUE 'quarantined';

-- AlterTable
ALTER TABLE "EnrolmentToken" ADD COLUMN     "replacesId" UUID;

-- AlterTable
ALTER TABLE "Server" ADD COLUMN     "replacedAt" TIMESTAMPTZ(3),
ADD COLUMN     "rivalEpoch" INTEGER,
ADD COLUMN     "rivalInstanceId" TEXT,
ADD COLUMN     "rivalRounds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rivalSeenAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ServerReplacement" (
    "serverId" UUID NOT NULL,
    "signingKey" JSONB NOT NULL,
    "sealingKey" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "mac" TEXT NOT NULL,
    "passwordHandling" TEXT NOT NULL,
    "hostName" TEXT NOT NULL,
    "agentVersion" TEXT NOT NULL,
    "osVersion" TEXT NOT NULL,
    "iisVersion" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ServerReplacement_pkey" PRIMARY KEY ("serverId")
);

-- CreateIndex
CREATE UNIQUE INDEX "ServerReplacement_fingerprint_key" ON "ServerReplacement"("fingerprint");

-- AddForeignKey
ALTER TABLE "EnrolmentToken" ADD CONSTRAINT "EnrolmentToken_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "Server"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServerReplacement" ADD CONSTRAINT "ServerReplacement_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
