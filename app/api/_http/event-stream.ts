/**
 * Server-sent events: each value as the JSON of one message, null as a comment that keeps proxies from closing the connection. A
 * browser that lost it comes back after two seconds, and then shows its session anew.
 */
export function eventStream(values: AsyncGenerator<object | null>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode("retry: 2000\n\n")),
    async pull(controller) {
      const { done, value } = await values.next();
      if (done) controller.close();
      else
        controller.enqueue(encoder.encode(value === null ? ":\n\n" : `data: ${JSON.stringify(value)}\n\n`));
    },
    async cancel() {
      await values.return(undefined);
    },
  });
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  };
  return new Response(body, { headers });
}
