import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { Intake, type SendBatch } from "@/components/certificates/intake";
import { refusalsText } from "@/components/certificates/intake-item";
import { toBlob } from "@/lib/pki/blob";
import { build, node, octets } from "@/lib/pki/fixtures/encode";
import { ca, certificate, keyFile, openssl, toPemText, writeFixture } from "@/lib/pki/fixtures/openssl";

const ann = certificate({ subject: "/CN=Ann" });
const leaf = certificate({ issued: true, subject: "/CN=Leaf" });
const PASSWORD = "Zq7-Kiefern";
const certFile = writeFixture("intake-leaf.pem", toPemText(leaf));
const chainFile = writeFixture("intake-ca.pem", toPemText(ca()));
const pfx = openssl([
  "pkcs12",
  "-export",
  "-in",
  certFile,
  "-inkey",
  keyFile("p256"),
  "-certfile",
  chainFile,
  "-passout",
  `pass:${PASSWORD}`,
]);
const file = (name: string, content: Uint8Array | string) =>
  new File([new Uint8Array(Buffer.from(content))], name);

/** A console that stores everything, and what it was sent. */
function recorder() {
  const sent: string[][] = [];
  const send: SendBatch = async (certificates) => {
    sent.push(certificates);
    return {
      answers: certificates.map((blob) => ({ certificate: { displayName: blob }, created: true }) as never),
    };
  };
  return { sent, intake: new Intake(send) };
}
const said = (intake: Intake) =>
  intake
    .state()
    .items.map(({ name, state, problem }) => `${name}: ${state}${problem ? ` ${problem.code}` : ""}`);

describe("files dropped on the page", () => {
  it("go through one by one, whatever their names say, and each has its answer", async () => {
    const { intake, sent } = recorder();
    await intake.add([
      file("ann.pdf", ann),
      file("key.cer", openssl(["pkey", "-in", keyFile("p256")])),
      file("empty.cer", ""),
      file("leaf.txt", toPemText(leaf)),
    ]);
    expect(said(intake)).toEqual([
      "ann.pdf: stored",
      "key.cer: refused cert-private-key",
      "empty.cer: refused cert-empty",
      "leaf.txt: stored",
    ]);
    expect(sent).toEqual([[toBlob(ann), toBlob(leaf)]]);
    expect(refusalsText(intake.state().items)).toMatch(
      /^key\.cer: This holds a private key.*\(cert-private-key\)\r\n/,
    );
  });

  it("are unpacked from a zip, each with its own answer", async () => {
    const { intake, sent } = recorder();
    const zip = Buffer.from(
      zipSync({
        "people/ann.cer": ann,
        "notes.txt": Buffer.from("hello"),
        "inner.zip": zipSync({ "a.cer": ann }),
      }),
    );
    const damaged = Buffer.from(zipSync({ "bad.cer": Buffer.from("abc") }));
    damaged.writeUInt32LE(1, damaged.indexOf(Buffer.from("PK\x01\x02")) + 16);
    await intake.add([file("all.zip", zip), file("damaged.zip", damaged), file("none.zip", zipSync({}))]);
    expect(said(intake).toSorted()).toEqual([
      "all.zip / inner.zip: refused cert-zip",
      "all.zip / notes.txt: refused cert-not-a-certificate",
      "all.zip / people/ann.cer: stored",
      "damaged.zip / bad.cer: refused zip-malformed",
      "none.zip: refused cert-empty",
    ]);
    expect(sent).toEqual([[toBlob(ann)]]);
  });

  it("a PKCS#12 file waits for its password; a wrong one is said, the right one sends the certificate alone", async () => {
    const { intake, sent } = recorder();
    await intake.add([file("leaf.cer", pfx), file("as-text.p12", pfx.toString("base64"))]);
    expect(said(intake)).toEqual(["leaf.cer: password", "as-text.p12: password"]);
    const [first, second] = intake.state().items.map(({ key }) => key) as [string, string];
    await intake.unlock(first, "wrong");
    expect(said(intake)[0]).toBe("leaf.cer: password pkcs12-password");
    expect(sent).toEqual([]);
    await intake.unlock(first, PASSWORD);
    await intake.unlock(second, PASSWORD);
    expect(said(intake)).toEqual(["leaf.cer: stored", "as-text.p12: stored"]);
    expect(sent).toEqual([[toBlob(leaf)], [toBlob(leaf)]]);
    expect(intake.state().items[0]?.issuers.map(({ subject }) => subject)).toEqual([
      "CN=Contoso CA,DC=contoso,DC=com",
    ]);
    await intake.storeIssuers(first);
    expect(sent.at(-1)).toEqual([toBlob(ca())]);
    expect(intake.state().items[0]?.issuers).toEqual([]);
  });

  it("the leaf of a chain is stored, the issuers only on demand", async () => {
    const { intake, sent } = recorder();
    await intake.add([file("chain.pem", toPemText(ca()) + toPemText(leaf))]);
    expect(sent).toEqual([[toBlob(leaf)]]);
    expect(intake.state().items[0]?.issuers).toHaveLength(1);
  });

  it("go in batches, and a batch that the console refuses is said of each of its files", async () => {
    let calls = 0;
    const send: SendBatch = async (certificates) => {
      if (++calls === 2)
        throw Object.assign(new Error("The console cannot be reached."), { code: "console-unreachable" });
      return { answers: certificates.map(() => ({ certificate: {}, created: true }) as never) };
    };
    const intake = new Intake(send);
    const files = Array.from({ length: 250 }, (_, i) =>
      file(`${i}.cer`, build({ serial: node(0x02, octets(1, i)) })),
    );
    await intake.add(files);
    const states = intake.state().items.map(({ state }) => state);
    expect([
      states.filter((s) => s === "stored").length,
      states.filter((s) => s === "refused").length,
    ]).toEqual([200, 50]);
    expect(intake.state().busy).toBe(false);
  });

  it("can be stopped: nothing more is sent, and what is stored stays", async () => {
    const waiting: (() => void)[] = [];
    let signalled: AbortSignal | undefined;
    const send: SendBatch = (certificates, signal) =>
      new Promise((resolve, reject) => {
        signalled = signal;
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        waiting.push(() =>
          resolve({ answers: certificates.map(() => ({ certificate: {}, created: true }) as never) }),
        );
      });
    const intake = new Intake(send);
    const files = Array.from({ length: 201 }, (_, i) =>
      file(`${i}.cer`, build({ serial: node(0x02, octets(1, i)) })),
    );
    const added = intake.add(files);
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.();
    await expect.poll(() => waiting.length).toBe(2);
    intake.cancel();
    await added;
    expect(signalled?.aborted).toBe(true);
    const states = intake.state().items.map(({ state }) => state);
    expect([states.filter((s) => s === "stored").length, states.at(-1)]).toEqual([200, "cancelled"]);
    expect(intake.state().progress).toEqual({ done: 201, total: 201 });
  });

  it("that cannot be read or are far too large are refused", async () => {
    const { intake } = recorder();
    const folder = {
      name: "folder",
      size: 0,
      arrayBuffer: () => Promise.reject(new Error("a folder")),
    } as File;
    const huge = { name: "huge.iso", size: 4e9 } as File;
    await intake.add([folder, huge]);
    expect(said(intake)).toEqual(["folder: refused input-unreadable", "huge.iso: refused cert-too-large"]);
  });
});
