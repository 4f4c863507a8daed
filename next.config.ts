import type { NextConfig } from "next";
import { ANSWER_HEADERS, API_HEADERS } from "./app/api/_http/answer-headers";

const config: NextConfig = {
  output: "standalone",
  // A lock file in a folder above must not decide what belongs to the build.
  outputFileTracingRoot: import.meta.dirname,
  reactCompiler: true,
  typedRoutes: true,
  // `npm test` checks the types of everything, tests included; a start has no use for that.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  headers: async () => [
    { source: "/:path*", headers: listed(ANSWER_HEADERS) },
    { source: "/api/:path*", headers: listed(API_HEADERS) },
  ],
};

function listed(headers: Record<string, string>) {
  return Object.entries(headers).map(([key, value]) => ({ key, value }));
}

export default config;
