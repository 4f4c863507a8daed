import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ROUTE_PERMISSIONS } from "@/app/api/v1/route-permissions";
import { openApiDocument } from "./document";
import { operationRows } from "./rows";

const document = openApiDocument(operationRows());
const text = JSON.stringify(document);

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version]).toEqual([true, "3.1"]);
  });

  it("has every method of every route, and no other", () => {
    // A test beside the routes holds ROUTE_PERMISSIONS against the files themselves.
    const routes = Object.entries(ROUTE_PERMISSIONS).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\[(\w+)\]/g, "{$1}")}`),
    );
    expect(
      operationRows()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(routes.sort());
  });

  it("resolves each of its references, and names each operation once", () => {
    for (const [, pointer = ""] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const found = pointer
        .slice(2)
        .split("/")
        .reduce<unknown>((at, part) => z.record(z.string(), z.unknown()).parse(at)[part], document);
      expect(found, pointer).toBeDefined();
    }
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says what the schemas say", () => {
    const parameters = z
      .object({ parameters: z.array(z.object({ name: z.string(), in: z.string() })) })
      .parse(
        z.record(z.string(), z.record(z.string(), z.unknown())).parse(document.paths)["/api/v1/access"]?.get,
      );
    expect(parameters.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["at", "view", "account", "cursor", "limit"]),
    );
  });
});
