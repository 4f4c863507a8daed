import { build } from "esbuild";
import { expect, test } from "vitest";

/** `npm start` bundles the launcher in a clone where nothing was generated yet; what it imports has to be there by then. */
test("the launcher imports nothing that is generated", async () => {
  const { metafile } = await build({
    entryPoints: ["scripts/launcher.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    write: false,
    metafile: true,
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toContain("scripts/migrate.ts");
  expect(inputs.filter((path) => path.startsWith("lib/generated/"))).toEqual([]);
});
