-- CreateEnum
CREATE TYPE "MapBy" AS ENUM ('editors', 'named');

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "mapBy" "MapBy" NOT NULL DEFAULT 'editors',
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "owner" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "passwordVersion" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "DeploymentTarget" ADD COLUMN     "passwords" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "AccountGrant" (
    "accountId" UUID NOT NULL,
    "personId" TEXT NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "grantedBy" TEXT NOT NULL,

    CONSTRAINT "AccountGrant_pkey" PRIMARY KEY ("accountId","personId")
);

-- CreateTable
CREATE TABLE "AccountServerGroup" (
    "accountId" UUID NOT NULL,
    "groupId" UUID NOT NULL,

    CONSTRAINT "AccountServerGroup_pkey" PRIMARY KEY ("accountId","groupId")
);

-- CreateTable
CREATE TABLE "RevisionAccount" (
    "revisionId" UUID NOT NULL,
    "userNameKey" TEXT NOT NULL,
    "allows" BOOLEAN NOT NULL,
    "denies" BOOLEAN NOT NULL,

    CONSTRAINT "RevisionAccount_pkey" PRIMARY KEY ("revisionId","userNameKey")
);

-- CreateTable
CREATE TABLE "ServerGroup" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "ServerGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServerGroupMember" (
    "serverId" UUID NOT NULL,
    "groupId" UUID NOT NULL,

    CONSTRAINT "ServerGroupMember_pkey" PRIMARY KEY ("serverId","groupId")
);

-- CreateIndex
CREATE INDEX "AccountGrant_personId_idx" ON "AccountGrant"("personId");

-- CreateIndex
CREATE INDEX "AccountServerGroup_groupId_idx" ON "AccountServerGroup"("groupId");

-- CreateIndex
CREATE INDEX "RevisionAccount_userNameKey_idx" ON "RevisionAccount"("userNameKey");

-- CreateIndex
CREATE UNIQUE INDEX "ServerGroup_nameKey_key" ON "ServerGroup"("nameKey");

-- CreateIndex
CREATE INDEX "ServerGroupMember_groupId_idx" ON "ServerGroupMember"("groupId");

-- AddForeignKey
ALTER TABLE "AccountGrant" ADD CONSTRAINT "AccountGrant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountGrant" ADD CONSTRAINT "AccountGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountServerGroup" ADD CONSTRAINT "AccountServerGroup_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountServerGroup" ADD CONSTRAINT "AccountServerGroup_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "ServerGroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionAccount" ADD CONSTRAINT "RevisionAccount_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServerGroupMember" ADD CONSTRAINT "ServerGroupMember_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServerGroupMember" ADD CONSTRAINT "ServerGroupMember_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "ServerGroup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand.
ALTER TABLE "ServerGroup" ADD CONSTRAINT "ServerGroup_name_check" CHECK (btrim("name") <> '');

UPDATE "Account" SET "passwordVersion" = 1 WHERE "sealedPassword" IS NOT NULL;
ALTER TABLE "Account" ADD CONSTRAINT "Account_passwordVersion_check" CHECK ("passwordVersion" > 0 OR "sealedPassword" IS NULL);

INSERT INTO "RevisionAccount" ("revisionId", "userNameKey", "allows", "denies")
SELECT "revisionId", "key", bool_or("permission" = 'Allow'), bool_or("permission" = 'Deny')
FROM (
  SELECT r."id" AS "revisionId", lower(e.value->>'userName') AS "key", coalesce(e.value->>'permissionMode', 'Allow') AS "permission"
  FROM "Revision" r
  CROSS JOIN LATERAL (VALUES ('oneToOneMappings'), ('manyToOneMappings')) AS l(list)
  CROSS JOIN LATERAL jsonb_array_elements(coalesce(r."config"->'iisClientCertificateMappingAuthentication'->l.list, '[]'::jsonb)) AS e
) used
WHERE "key" <> ''
GROUP BY "revisionId", "key";
