import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/queries/api-error";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Error;
    mutationMeta: {
      /** It only asks: nothing shown can have changed by it. */
      readsOnly?: boolean;
    };
    queryMeta: {
      /** Its key names the version that it is of: a write makes another key, and not this answer old. */
      ofOneVersion?: boolean;
    };
  }
}

export interface QueryClientEvents {
  /** A query was refused because the session has ended. */
  onSignedOut: () => void;
}

/** Refused is refused; only what may be a hiccup is tried again. */
function worthRetrying(count: number, error: Error): boolean {
  const hiccup = !(error instanceof ApiError) || error.code === "console-unreachable" || error.status >= 502;
  return hiccup && count < 2;
}

export function makeQueryClient({ onSignedOut }: QueryClientEvents): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      // Fresh from the server's render: not to be asked again at once.
      queries: { staleTime: 3_000, retry: worthRetrying },
      mutations: { retry: false },
    },
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.code === "not-signed-in") onSignedOut();
      },
    }),
    mutationCache: new MutationCache({
      // A write can change any count anywhere; what is in sight is asked again, the rest when it comes into sight.
      onSuccess: (_data, _variables, _context, mutation) => {
        if (!mutation.meta?.readsOnly)
          void client.invalidateQueries({ predicate: ({ meta }) => !meta?.ofOneVersion });
      },
    }),
  });
  return client;
}
