/** `npm run db:generate`: makes lib/generated/prisma from the schema. */
import { generatePrismaClient } from "./prisma-cli";

await generatePrismaClient();
