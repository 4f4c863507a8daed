-- AlterTable
ALTER TABLE "PersonTwoFactor" ADD COLUMN     "lastStep" INTEGER;
