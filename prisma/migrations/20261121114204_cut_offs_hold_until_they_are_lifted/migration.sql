-- AlterTable
ALTER TABLE "CutOff" ADD COLUMN     "der" BYTEA,
ADD COLUMN     "liftReason" TEXT,
ADD COLUMN     "liftedAt" TIMESTAMPTZ(3),
ADD COLUMN     "liftedBy" TEXT;

-- CreateIndex
CREATE INDEX "CutOff_liftedAt_idx" ON "CutOff"("liftedAt");

UPDATE "CutOff" c SET der = s.der FROM "Certificate" s WHERE c.kind = 'certificate' AND s.sha256 = c.sha256;
-- Without its bytes nothing can be compared with it: it says so instead of seeming to hold.
UPDATE "CutOff" SET "liftedAt" = now(), "liftedBy" = 'Certmap',
  "liftReason" = 'The certificate was deleted before cut-offs held.'
  WHERE kind = 'certificate' AND der IS NULL;
ALTER TABLE "CutOff" ADD CONSTRAINT "CutOff_der_of_certificate"
  CHECK (kind <> 'certificate' OR der IS NOT NULL OR "liftedAt" IS NOT NULL);
ALTER TABLE "CutOff" ADD CONSTRAINT "CutOff_lifted_whole"
  CHECK (num_nulls("liftedAt", "liftedBy", "liftReason") IN (0, 3));
