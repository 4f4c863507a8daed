-- AlterTable
ALTER TABLE "Correction" DROP CONSTRAINT "Correction_pkey",
ADD COLUMN     "passwordDrift" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "Correction_pkey" PRIMARY KEY ("targetId", "revisionId", "observedDigest", "passwordDrift");

-- CreateTable
CREATE TABLE "PasswordBaseline" (
    "targetId" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "marks" JSONB NOT NULL,
    "drifted" JSONB NOT NULL DEFAULT '[]',
    "drift" TEXT,

    CONSTRAINT "PasswordBaseline_pkey" PRIMARY KEY ("targetId")
);

-- CreateIndex
CREATE UNIQUE INDEX "PasswordBaseline_jobId_key" ON "PasswordBaseline"("jobId");

-- AddForeignKey
ALTER TABLE "PasswordBaseline" ADD CONSTRAINT "PasswordBaseline_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordBaseline" ADD CONSTRAINT "PasswordBaseline_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "DeploymentTarget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A drift has entries and a name for them, or neither.
ALTER TABLE "PasswordBaseline" ADD CONSTRAINT "PasswordBaseline_lists"
  CHECK (jsonb_typeof("marks") = 'array' AND jsonb_typeof("drifted") = 'array');
ALTER TABLE "PasswordBaseline" ADD CONSTRAINT "PasswordBaseline_drift_named"
  CHECK (("drift" IS NULL) = ("drifted" = '[]'::jsonb) AND "drift" ~ '^[0-9a-f]{64}$');

-- Only what a verified push to this very target left is a baseline.
CREATE FUNCTION password_baseline_of_verified_push() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "DeploymentTarget" j
    WHERE j.id = NEW."jobId" AND j."targetId" = NEW."targetId" AND j.state = 'verified') THEN
    RAISE EXCEPTION 'a password baseline needs a verified push to its target';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER password_baseline_of_verified_push BEFORE INSERT OR UPDATE OF "jobId", "targetId" ON "PasswordBaseline"
  FOR EACH ROW EXECUTE FUNCTION password_baseline_of_verified_push();
