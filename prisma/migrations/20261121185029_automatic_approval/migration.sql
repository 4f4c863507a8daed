-- CreateEnum
CREATE TYPE "AutomaticApproval" AS ENUM ('given', 'makerDisabled', 'makerRole', 'hostKnown');

-- AlterTable
ALTER TABLE "EnrolmentToken" ADD COLUMN     "approverId" TEXT;

-- AlterTable
ALTER TABLE "Server" ADD COLUMN     "automaticApproval" "AutomaticApproval";

-- AddForeignKey
ALTER TABLE "EnrolmentToken" ADD CONSTRAINT "EnrolmentToken_approverId_fkey" FOREIGN KEY ("approverId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nobody approves beforehand the keys that take the place of a server's own.
ALTER TABLE "EnrolmentToken" ADD CONSTRAINT "EnrolmentToken_approver"
  CHECK ("approverId" IS NULL OR "replacesId" IS NULL);

-- What was approved does not wait, and what waits was not.
ALTER TABLE "Server" ADD CONSTRAINT "Server_automatic_approval"
  CHECK ("automaticApproval" IS NULL OR ("automaticApproval" = 'given') = (state <> 'pending'));

-- Of two that come at the same moment under one name only one is approved without a person.
CREATE UNIQUE INDEX "Server_automatic_host" ON "Server" (lower("hostName")) WHERE "automaticApproval" = 'given';
