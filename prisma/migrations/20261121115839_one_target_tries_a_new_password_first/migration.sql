-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "passwordTriedVersion" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "DeploymentTarget" ADD COLUMN     "triesPassword" BOOLEAN NOT NULL DEFAULT false;

-- What verified pushes brought to agents that try passwords.
UPDATE "Account" a SET "passwordTriedVersion" = a."passwordVersion" WHERE EXISTS (
  SELECT 1 FROM "DeploymentTarget" j JOIN "Target" t ON t.id = j."targetId" JOIN "Server" s ON s.id = t."serverId"
  WHERE j.state = 'verified' AND s."passwordHandling" = 'iis' AND j.passwords -> a.id::text = to_jsonb(a."passwordVersion"));
