-- CreateTable
CREATE TABLE "PersonServerGroup" (
    "personId" TEXT NOT NULL,
    "groupId" UUID NOT NULL,

    CONSTRAINT "PersonServerGroup_pkey" PRIMARY KEY ("personId","groupId")
);

-- CreateTable
CREATE TABLE "ApiTokenServerGroup" (
    "apiTokenId" UUID NOT NULL,
    "groupId" UUID NOT NULL,

    CONSTRAINT "ApiTokenServerGroup_pkey" PRIMARY KEY ("apiTokenId","groupId")
);

-- CreateIndex
CREATE INDEX "PersonServerGroup_groupId_idx" ON "PersonServerGroup"("groupId");

-- CreateIndex
CREATE INDEX "ApiTokenServerGroup_groupId_idx" ON "ApiTokenServerGroup"("groupId");

-- AddForeignKey
ALTER TABLE "PersonServerGroup" ADD CONSTRAINT "PersonServerGroup_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonServerGroup" ADD CONSTRAINT "PersonServerGroup_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "ServerGroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiTokenServerGroup" ADD CONSTRAINT "ApiTokenServerGroup_apiTokenId_fkey" FOREIGN KEY ("apiTokenId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiTokenServerGroup" ADD CONSTRAINT "ApiTokenServerGroup_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "ServerGroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
