"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { type ReactNode, useEffect, useState } from "react";
import { cssVariables, theme } from "@/components/shell/theme";
import { makeQueryClient } from "@/lib/queries/query-client";

/** Says it and stays: what is typed on the page is not thrown away by a redirect. */
function onSignedOut() {
  notifications.show({
    id: "signed-out",
    color: "orange",
    title: "You are signed out",
    message: "Sign in again in another tab and come back: nothing typed here is lost.",
    autoClose: false,
  });
}

export interface ProvidersProps {
  /** What allows a style or script of this page to run. */
  nonce: string;
  children: ReactNode;
}

export function Providers({ nonce, children }: ProvidersProps) {
  // For the styles that a dialog puts into the page to hold it still.
  useEffect(() => setNonce(nonce), [nonce]);
  const [client] = useState(() => makeQueryClient({ onSignedOut }));
  return (
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <Notifications position="bottom-right" limit={4} />
        {children}
      </MantineProvider>
    </QueryClientProvider>
  );
}
