import { userInfo } from "node:os";

/** Who runs this command on the host, as evidence. */
export function operator(): string {
  try {
    return userInfo().username;
  } catch {
    return "an unnamed user";
  }
}
