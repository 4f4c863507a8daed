import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ExportedCertificate {
  path: string;
  /** `openssl x509 -outform DER | base64 -w0`. */
  blob: string;
}

/** A client certificate as Windows' export wizard writes it ("Base-64 encoded X.509 (.CER)"): PEM with CRLF. */
export function exportedCertificate(commonName: string, days = 400): ExportedCertificate {
  const folder = mkdtempSync(join(tmpdir(), "certmap-cer-"));
  const [key, pem, path] = ["key.pem", "cert.pem", `${commonName}.cer`].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const subject = `/C=DE/O=Contoso/OU=Partners/CN=${commonName}`;
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { stdio: ["ignore", "pipe", "ignore"] });
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    key,
    "-out",
    pem,
    "-days",
    String(days),
    "-subj",
    subject,
    "-addext",
    "extendedKeyUsage=clientAuth",
    "-addext",
    "keyUsage=digitalSignature",
  );
  writeFileSync(path, readFileSync(pem, "utf8").replaceAll("\n", "\r\n"));
  return { path, blob: openssl("x509", "-in", pem, "-outform", "DER").toString("base64") };
}

/** A request for a certificate, which people drop instead of the certificate. */
export function certificateRequest(): string {
  const folder = mkdtempSync(join(tmpdir(), "certmap-csr-"));
  const path = join(folder, "request.pem");
  const key = join(folder, "key.pem");
  const args = [
    "req",
    "-new",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    key,
    "-out",
    path,
    "-subj",
    "/CN=Later",
  ];
  execFileSync("openssl", args, { stdio: "ignore" });
  return path;
}
