-- CreateTable
CREATE TABLE "EventForwarder" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT,
    "port" INTEGER,
    "caPem" TEXT,
    "url" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "upTo" BIGINT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "lastSentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "EventForwarder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "EventForwarder_name_key" ON "EventForwarder"("name");

-- Written by hand: a destination is whole, and nothing is forwarded twice as two.
ALTER TABLE "EventForwarder" ADD CONSTRAINT "EventForwarder_kind_check" CHECK (
  (kind IN ('syslog-tcp', 'syslog-tls') AND host IS NOT NULL AND port BETWEEN 1 AND 65535 AND url IS NULL)
  OR (kind = 'webhook' AND url IS NOT NULL AND host IS NULL));
