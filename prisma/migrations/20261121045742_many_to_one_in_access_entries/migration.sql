-- CreateEnum
CREATE TYPE "MappingKind" AS ENUM ('oneToOne', 'manyToOne');

-- CreateEnum
CREATE TYPE "PermissionMode" AS ENUM ('Allow', 'Deny');

-- AlterTable
ALTER TABLE "AccessEntry" ADD COLUMN     "kind" "MappingKind" NOT NULL DEFAULT 'oneToOne',
ADD COLUMN     "permissionMode" "PermissionMode" NOT NULL DEFAULT 'Allow',
ADD COLUMN     "rules" JSONB,
ALTER COLUMN "userName" DROP NOT NULL,
ALTER COLUMN "sha256" DROP NOT NULL;

-- What the schema cannot say: an entry has a certificate or rules, and only one that denies has no account.
ALTER TABLE "AccessEntry" ADD CONSTRAINT "AccessEntry_of_its_kind" CHECK (
  ("kind" = 'oneToOne' AND "sha256" IS NOT NULL AND "rules" IS NULL AND "permissionMode" = 'Allow' AND "userName" IS NOT NULL)
  OR ("kind" = 'manyToOne' AND "sha256" IS NULL AND coalesce(jsonb_typeof("rules") = 'array', false)
    AND ("permissionMode" = 'Deny' OR "userName" IS NOT NULL))
);
