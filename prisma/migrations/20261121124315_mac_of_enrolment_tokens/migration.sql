-- AlterTable
ALTER TABLE "EnrolmentToken" ADD COLUMN     "mac" TEXT NOT NULL DEFAULT '';
