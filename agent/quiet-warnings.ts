/**
 * Node 20 prints an ExperimentalWarning for Ed25519 and X25519 in Web Crypto, which jose uses. Nobody can act on it, so
 * this one is dropped; every other warning is printed as ever.
 */
export function dropWebCryptoWarning(): void {
  const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  const filtered = (...args: unknown[]): void => {
    const [warning, type] = args;
    if (type === "ExperimentalWarning" && /(Ed25519|X25519) Web Crypto API/.test(String(warning))) return;
    emit(...args);
  };
  process.emitWarning = filtered as typeof process.emitWarning;
}
