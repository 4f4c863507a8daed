import { connect } from "../../lib/db";
import { INITIAL_SETTINGS } from "../../lib/iis/build-site-config";
import { parseCertificate } from "../../lib/pki/der";
import { certificate } from "../../lib/pki/fixtures/openssl";
import { newCertificateRow } from "../../lib/services/certificates/row";
import { startPostgres } from "../../scripts/postgres";

const ACCOUNTS = 20;
const MARK = "person-00000";

/**
 * A draft of so many certificates, the first `mapped` of them mapped one to one, written into the console's database: `person-00000`
 * and on, spread over twenty accounts. They are openssl's, with another name and serial number in each; the last hundredth expires
 * soon.
 */
export async function seedDraft(
  dataDir: string,
  name: string,
  count: number,
  mapped = count,
): Promise<string> {
  // It runs already: this attaches.
  const db = connect((await startPostgres(dataDir)).url);
  const make = (days: number) =>
    certificate({
      subject: `/C=DE/O=Contoso/OU=${name}/CN=${MARK}`,
      serial: "0x5566778899aabbcc",
      days,
      extensions: ["extendedKeyUsage = clientAuth", "keyUsage = digitalSignature"],
    });
  const models = { long: make(400), short: make(12) };
  try {
    const accounts = await db.account.createManyAndReturn({
      data: Array.from({ length: ACCOUNTS }, (_, n) => {
        const userName = `CONTOSO\\${name}-${String(n).padStart(2, "0")}`;
        return { userName, userNameKey: userName.toLowerCase(), createdBy: "seed" };
      }),
    });
    const rows = Array.from({ length: count }, (_, n) => {
      const der = numbered(n < count * 0.99 ? models.long : models.short, n);
      const parsed = parseCertificate(der);
      if (!parsed.ok) throw new Error(parsed.error.message);
      return { ...newCertificateRow(parsed.value, "seed"), owner: n % 2 === 0 ? "Payments" : "" };
    });
    const certificates = await db.certificate.createManyAndReturn({
      data: rows,
      select: { id: true, displayName: true },
    });
    const { id } = await db.siteConfig.create({
      data: { name, settings: INITIAL_SETTINGS, createdBy: "seed" },
    });
    await db.oneToOneMapping.createMany({
      data: certificates.slice(0, mapped).map((row, n) => ({
        siteConfigId: id,
        certificateId: row.id,
        accountId: accounts[n % ACCOUNTS]?.id ?? "",
        name: row.displayName,
        createdBy: "seed",
      })),
    });
    return id;
  } finally {
    await db.$disconnect();
  }
}

/** The same certificate for somebody else. Nobody here looks at its signature. */
function numbered(model: Uint8Array, n: number): Uint8Array {
  const der = Buffer.from(model);
  const name = Buffer.from(MARK);
  // A self-signed one has it as issuer and as subject.
  for (let at = der.indexOf(name); at >= 0; at = der.indexOf(name, at + 1))
    der.write(`person-${String(n).padStart(5, "0")}`, at, "latin1");
  der.writeUInt32BE(n, der.indexOf(Buffer.from("66778899", "hex")));
  return new Uint8Array(der);
}
