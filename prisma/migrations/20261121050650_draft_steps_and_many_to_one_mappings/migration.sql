-- AlterTable
ALTER TABLE "SiteConfig" ADD COLUMN     "stepPosition" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ManyToOneMapping" (
    "id" UUID NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "permissionMode" "PermissionMode" NOT NULL DEFAULT 'Allow',
    "accountId" UUID,
    "rules" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "ManyToOneMapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DraftStep" (
    "id" UUID NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "change" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,

    CONSTRAINT "DraftStep_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ManyToOneMapping_accountId_idx" ON "ManyToOneMapping"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "ManyToOneMapping_siteConfigId_position_key" ON "ManyToOneMapping"("siteConfigId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "DraftStep_siteConfigId_number_key" ON "DraftStep"("siteConfigId", "number");

-- AddForeignKey
ALTER TABLE "ManyToOneMapping" ADD CONSTRAINT "ManyToOneMapping_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ManyToOneMapping" ADD CONSTRAINT "ManyToOneMapping_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftStep" ADD CONSTRAINT "DraftStep_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what IIS refuses is not stored either.
ALTER TABLE "ManyToOneMapping"
  ADD CONSTRAINT "ManyToOneMapping_allow_has_account" CHECK ("permissionMode" = 'Deny' OR "accountId" IS NOT NULL),
  ADD CONSTRAINT "ManyToOneMapping_has_name" CHECK ("name" <> ''),
  ADD CONSTRAINT "ManyToOneMapping_rules_are_a_list" CHECK (jsonb_typeof("rules") = 'array');

-- Written by hand: a constraint that is checked at the end of each statement, where an index alone is checked row by row and would
-- refuse a statement that swaps two.
DROP INDEX "ManyToOneMapping_siteConfigId_position_key";
ALTER TABLE "ManyToOneMapping" ADD CONSTRAINT "ManyToOneMapping_siteConfigId_position_key"
  UNIQUE ("siteConfigId", "position") DEFERRABLE INITIALLY IMMEDIATE;
DROP INDEX "OneToOneMapping_siteConfigId_certificateId_key";
ALTER TABLE "OneToOneMapping" ADD CONSTRAINT "OneToOneMapping_siteConfigId_certificateId_key"
  UNIQUE ("siteConfigId", "certificateId") DEFERRABLE INITIALLY IMMEDIATE;
