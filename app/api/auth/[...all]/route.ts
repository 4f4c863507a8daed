import { auth } from "@/lib/auth/auth";

/** better-auth's own routes; it checks origins itself. */
const handler = (request: Request): Promise<Response> => auth().handler(request);

export { handler as GET, handler as POST };
