import { z } from "zod";

/** Long enough to make guessing hopeless; length is what counts (NIST SP 800-63B). */
export const PERSON_PASSWORD_LENGTH = 12;

export const setupSchema = z.strictObject({
  token: z.string().min(1, "Open the link that the terminal printed."),
  name: z.string().trim().min(1, "Enter your name.").max(120, "At most 120 characters."),
  email: z.email("Enter an e-mail address."),
  password: z
    .string()
    .min(PERSON_PASSWORD_LENGTH, `Use at least ${PERSON_PASSWORD_LENGTH} characters.`)
    .max(128, "Use at most 128 characters."),
});
export const signInSchema = z.strictObject({
  email: z.email("Enter an e-mail address."),
  password: z.string().min(1, "Enter your password.").max(128),
});
export type Setup = z.infer<typeof setupSchema>;
export type SignIn = z.infer<typeof signInSchema>;
