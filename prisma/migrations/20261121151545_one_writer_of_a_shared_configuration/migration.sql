-- AlterTable
ALTER TABLE "Server" ADD COLUMN     "sharedConfiguration" TEXT;

-- CreateTable
CREATE TABLE "SharedConfiguration" (
    "folder" TEXT NOT NULL,
    "writerId" UUID NOT NULL,
    "mac" TEXT NOT NULL,
    "chosenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "chosenBy" TEXT NOT NULL,

    CONSTRAINT "SharedConfiguration_pkey" PRIMARY KEY ("folder")
);

-- CreateIndex
CREATE UNIQUE INDEX "SharedConfiguration_writerId_key" ON "SharedConfiguration"("writerId");

-- CreateIndex
CREATE INDEX "Server_sharedConfiguration_idx" ON "Server"("sharedConfiguration");

-- AddForeignKey
ALTER TABLE "SharedConfiguration" ADD CONSTRAINT "SharedConfiguration_writerId_fkey" FOREIGN KEY ("writerId") REFERENCES "Server"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
