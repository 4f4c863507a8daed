-- CreateEnum
CREATE TYPE "Role" AS ENUM ('viewer', 'auditor', 'editor', 'operator', 'administrator');

-- CreateEnum
CREATE TYPE "ServerState" AS ENUM ('pending', 'approved', 'rejected', 'revoked');

-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('queued', 'leased', 'verified', 'failed', 'undone', 'superseded');

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" "Role" NOT NULL DEFAULT 'viewer',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonSession" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PersonSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonCredential" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "password" TEXT,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PersonCredential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonVerification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PersonVerification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SetupToken" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SetupToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "sha1" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "subject" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "notAfter" TIMESTAMPTZ(3) NOT NULL,
    "keyAlgorithm" TEXT NOT NULL,
    "keySize" INTEGER,
    "extendedKeyUsage" TEXT[],
    "hasExtendedKeyUsage" BOOLEAN NOT NULL,
    "upn" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "userName" TEXT NOT NULL,
    "userNameKey" TEXT NOT NULL,
    "sealedPassword" TEXT,
    "passwordSetAt" TIMESTAMPTZ(3),
    "passwordSetBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SiteConfig" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "publishedVersion" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SiteConfig_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OneToOneMapping" (
    "id" UUID NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "certificateId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "OneToOneMapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" UUID NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "config" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedBy" TEXT NOT NULL,
    "mac" TEXT NOT NULL,

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessEntry" (
    "id" BIGSERIAL NOT NULL,
    "revisionId" UUID,
    "targetId" UUID,
    "name" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "AccessEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnrolmentToken" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "hostName" TEXT NOT NULL,
    "serverName" TEXT,
    "allowedSites" TEXT[],
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "EnrolmentToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Server" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hostName" TEXT NOT NULL,
    "state" "ServerState" NOT NULL DEFAULT 'pending',
    "enrolmentTokenId" UUID NOT NULL,
    "allowedSites" TEXT[],
    "signingKey" JSONB NOT NULL,
    "sealingKey" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "mac" TEXT NOT NULL,
    "passwordHandling" TEXT NOT NULL,
    "agentVersion" TEXT NOT NULL,
    "osVersion" TEXT NOT NULL,
    "iisVersion" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "inventory" JSONB,
    "inventoryAt" TIMESTAMPTZ(3),
    "lastSeenAt" TIMESTAMPTZ(3),
    "clockSkewMs" INTEGER NOT NULL DEFAULT 0,
    "instanceId" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "enrolledAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,

    CONSTRAINT "Server_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentAssertion" (
    "jti" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgentAssertion_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "Target" (
    "id" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "siteConfigId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "deployedRevisionId" UUID,
    "deployedDigest" TEXT,
    "deployedAt" TIMESTAMPTZ(3),
    "observed" JSONB,
    "observedDigest" TEXT,
    "observedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deployment" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "revisionId" UUID NOT NULL,
    "message" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "Deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeploymentTarget" (
    "id" UUID NOT NULL,
    "deploymentId" UUID NOT NULL,
    "targetId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "state" "JobState" NOT NULL DEFAULT 'queued',
    "sequence" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "takeOver" BOOLEAN NOT NULL DEFAULT false,
    "allowEmpty" BOOLEAN NOT NULL DEFAULT false,
    "expectedDigest" TEXT,
    "leaseId" UUID,
    "fencing" INTEGER NOT NULL DEFAULT 0,
    "leaseExpiresAt" TIMESTAMPTZ(3),
    "leaseEpoch" INTEGER NOT NULL DEFAULT 0,
    "bundleDigest" TEXT,
    "bundle" TEXT,
    "steps" JSONB NOT NULL DEFAULT '[]',
    "result" JSONB,
    "mac" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DeploymentTarget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "address" TEXT,
    "action" TEXT NOT NULL,
    "nounId" TEXT NOT NULL,
    "nounName" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "PersonSession_token_key" ON "PersonSession"("token");

-- CreateIndex
CREATE INDEX "PersonSession_userId_idx" ON "PersonSession"("userId");

-- CreateIndex
CREATE INDEX "PersonCredential_userId_idx" ON "PersonCredential"("userId");

-- CreateIndex
CREATE INDEX "PersonVerification_identifier_idx" ON "PersonVerification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "SetupToken_tokenHash_key" ON "SetupToken"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_sha256_key" ON "Certificate"("sha256");

-- CreateIndex
CREATE INDEX "Certificate_notAfter_id_idx" ON "Certificate"("notAfter", "id");

-- CreateIndex
CREATE INDEX "Certificate_createdAt_id_idx" ON "Certificate"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Certificate_displayName_id_idx" ON "Certificate"("displayName", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Account_userNameKey_key" ON "Account"("userNameKey");

-- CreateIndex
CREATE UNIQUE INDEX "SiteConfig_name_key" ON "SiteConfig"("name");

-- CreateIndex
CREATE INDEX "OneToOneMapping_certificateId_idx" ON "OneToOneMapping"("certificateId");

-- CreateIndex
CREATE INDEX "OneToOneMapping_accountId_idx" ON "OneToOneMapping"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "OneToOneMapping_siteConfigId_certificateId_key" ON "OneToOneMapping"("siteConfigId", "certificateId");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_siteConfigId_number_key" ON "Revision"("siteConfigId", "number");

-- CreateIndex
CREATE INDEX "AccessEntry_revisionId_idx" ON "AccessEntry"("revisionId");

-- CreateIndex
CREATE INDEX "AccessEntry_targetId_idx" ON "AccessEntry"("targetId");

-- CreateIndex
CREATE INDEX "AccessEntry_sha256_idx" ON "AccessEntry"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "EnrolmentToken_tokenHash_key" ON "EnrolmentToken"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Server_enrolmentTokenId_key" ON "Server"("enrolmentTokenId");

-- CreateIndex
CREATE UNIQUE INDEX "Server_fingerprint_key" ON "Server"("fingerprint");

-- CreateIndex
CREATE INDEX "AgentAssertion_expiresAt_idx" ON "AgentAssertion"("expiresAt");

-- CreateIndex
CREATE INDEX "Target_siteConfigId_idx" ON "Target"("siteConfigId");

-- CreateIndex
CREATE UNIQUE INDEX "Target_serverId_scope_key" ON "Target"("serverId", "scope");

-- CreateIndex
CREATE UNIQUE INDEX "Deployment_number_key" ON "Deployment"("number");

-- CreateIndex
CREATE INDEX "DeploymentTarget_targetId_createdAt_idx" ON "DeploymentTarget"("targetId", "createdAt");

-- CreateIndex
CREATE INDEX "DeploymentTarget_bundleDigest_idx" ON "DeploymentTarget"("bundleDigest");

-- CreateIndex
CREATE INDEX "DeploymentTarget_state_idx" ON "DeploymentTarget"("state");

-- CreateIndex
CREATE UNIQUE INDEX "DeploymentTarget_deploymentId_targetId_key" ON "DeploymentTarget"("deploymentId", "targetId");

-- CreateIndex
CREATE INDEX "AuditEvent_action_id_idx" ON "AuditEvent"("action", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_nounId_id_idx" ON "AuditEvent"("nounId", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_actorId_id_idx" ON "AuditEvent"("actorId", "id");

-- AddForeignKey
ALTER TABLE "PersonSession" ADD CONSTRAINT "PersonSession_userId_fkey" FOREIGN KEY ("userId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonCredential" ADD CONSTRAINT "PersonCredential_userId_fkey" FOREIGN KEY ("userId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OneToOneMapping" ADD CONSTRAINT "OneToOneMapping_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OneToOneMapping" ADD CONSTRAINT "OneToOneMapping_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OneToOneMapping" ADD CONSTRAINT "OneToOneMapping_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessEntry" ADD CONSTRAINT "AccessEntry_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessEntry" ADD CONSTRAINT "AccessEntry_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Server" ADD CONSTRAINT "Server_enrolmentTokenId_fkey" FOREIGN KEY ("enrolmentTokenId") REFERENCES "EnrolmentToken"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_siteConfigId_fkey" FOREIGN KEY ("siteConfigId") REFERENCES "SiteConfig"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_deployedRevisionId_fkey" FOREIGN KEY ("deployedRevisionId") REFERENCES "Revision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentTarget" ADD CONSTRAINT "DeploymentTarget_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "Deployment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentTarget" ADD CONSTRAINT "DeploymentTarget_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentTarget" ADD CONSTRAINT "DeploymentTarget_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what was published and what happened is never changed, whoever asks.
CREATE FUNCTION certmap_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of "%" is refused: its rows are evidence', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION certmap_refuse_change();

CREATE TRIGGER "Revision_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "Revision"
  FOR EACH STATEMENT EXECUTE FUNCTION certmap_refuse_change();
