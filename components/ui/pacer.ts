/** How long work may hold the page before it can paint again, in milliseconds. */
const SLICE_MS = 24;

/** To be awaited now and then in long work: lets the page show how far it is and take clicks. */
export function pacer(show: () => void): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    show();
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
}
