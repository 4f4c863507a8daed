import { createOTP } from "@better-auth/utils/otp";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { db } from "@/lib/db";
import { sessionSecret } from "@/lib/secrets/keys";

/** As better-auth's two-factor plugin stores and reads them at sign-in. */
export interface NewTotp {
  /** For the app, as a QR code says it. */
  uri: string;
  recoveryCodes: string[];
  sealed: { secret: string; backupCodes: string };
}

const CODES = 10;

/** A new secret of an authenticator app with its recovery codes, encrypted with the key outside the database. */
export async function newTotp(email: string): Promise<NewTotp> {
  const secret = generateRandomString(32);
  const recoveryCodes = Array.from({ length: CODES }, () => {
    const code = generateRandomString(10, "a-z", "0-9");
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
  const key = sessionSecret();
  return {
    uri: createOTP(secret).url("Certmap", email),
    recoveryCodes,
    sealed: {
      secret: await symmetricEncrypt({ key, data: secret }),
      backupCodes: await symmetricEncrypt({ key, data: JSON.stringify(recoveryCodes) }),
    },
  };
}

/** As all apps count. */
const STEP_MS = 30_000;

/**
 * Takes a right code of an app for a sign-in, once: each code is good for one, and so is none from before it. True: go on. One
 * statement, so that of two at once one is refused.
 */
export async function takeCode(userId: string, code: string, now = Date.now()): Promise<boolean> {
  const app = await db().personTwoFactor.findUnique({ where: { userId } });
  if (app === null) return false;
  const otp = createOTP(await symmetricDecrypt({ key: sessionSecret(), data: app.secret }));
  const current = Math.floor(now / STEP_MS);
  for (const step of [current, current - 1, current + 1]) {
    if ((await otp.hotp(step)) !== code) continue;
    const { count } = await db().personTwoFactor.updateMany({
      where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
      data: { lastStep: step },
    });
    return count === 1;
  }
  return false;
}

/** Is it the app's code of now, or of the half minute before or after? */
export async function isCodeOf(sealedSecret: string, code: string): Promise<boolean> {
  const secret = await symmetricDecrypt({ key: sessionSecret(), data: sealedSecret });
  return createOTP(secret).verify(code, { window: 1 });
}
