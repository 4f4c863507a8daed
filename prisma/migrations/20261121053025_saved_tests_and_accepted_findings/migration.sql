-- CreateEnum
CREATE TYPE "ExpectedKind" AS ENUM ('account', 'refused', 'anonymous', 'unmapped');

-- CreateTable
CREATE TABLE "SavedTest" (
    "id" UUID NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "displayName" TEXT NOT NULL,
    "expected" "ExpectedKind" NOT NULL,
    "userName" TEXT,
    "status" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "SavedTest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AcceptedFinding" (
    "id" UUID NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acceptedBy" TEXT NOT NULL,

    CONSTRAINT "AcceptedFinding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SavedTest_siteConfigId_sha256_key" ON "SavedTest"("siteConfigId", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "AcceptedFinding_siteConfigId_code_subject_key" ON "AcceptedFinding"("siteConfigId", "code", "subject");

-- AddForeignKey
ALTER TABLE "SavedTest" ADD CONSTRAINT "SavedTest_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AcceptedFinding" ADD CONSTRAINT "AcceptedFinding_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Each kind of expectation has just what it takes, and every acceptance a reason.
ALTER TABLE "SavedTest"
  ADD CONSTRAINT "SavedTest_user_name_of_account" CHECK (("expected" = 'account') = ("userName" IS NOT NULL)),
  ADD CONSTRAINT "SavedTest_status_of_refused" CHECK (("expected" = 'refused') = ("status" IS NOT NULL)),
  ADD CONSTRAINT "SavedTest_note_length" CHECK (char_length("note") <= 500);
ALTER TABLE "AcceptedFinding"
  ADD CONSTRAINT "AcceptedFinding_has_reason" CHECK (char_length("reason") BETWEEN 1 AND 500);
