import { z } from "zod";

/** The two lists of mappings, by the names that IIS gives them. */
export const mappingListSchema = z.enum(["oneToOneMappings", "manyToOneMappings"]);

export type MappingListName = z.infer<typeof mappingListSchema>;
