-- AlterTable
ALTER TABLE "Correction" DROP CONSTRAINT "Correction_pkey",
ADD COLUMN     "bindingDrift" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "Correction_pkey" PRIMARY KEY ("targetId", "revisionId", "observedDigest", "passwordDrift", "bindingDrift");

-- AlterTable
ALTER TABLE "Target" ADD COLUMN     "bindingDrift" TEXT,
ADD COLUMN     "bindingsMet" JSONB;

-- Only what was seen to be true can be lost.
ALTER TABLE "Target" ADD CONSTRAINT "Target_bindings_met"
  CHECK (jsonb_typeof("bindingsMet") = 'array' AND ("bindingDrift" IS NULL OR "bindingsMet" IS NOT NULL));
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_binding_drift" CHECK ("bindingDrift" ~ '^([0-9a-f]{64})?$');
