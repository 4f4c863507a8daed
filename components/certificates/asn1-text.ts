import type { Asn1Element } from "@/lib/pki/asn1-tree";

/** One element a line, as `openssl asn1parse -i` lists them: offset, length of the content, type indented by depth, value. */
export function asn1Text(root: Asn1Element): string {
  const lines: string[] = [];
  const digits = String(root.offset + root.length).length;
  const number = (value: number) => String(value).padStart(digits);
  const add = ({ offset, length, type, value, children }: Asn1Element, depth: number) => {
    // A line is a line, whatever a certificate's text holds.
    const shown = value === undefined ? "" : `  ${value.replaceAll(/\p{Cc}/gu, " ")}`;
    lines.push(`${number(offset)} ${number(length)}  ${"  ".repeat(depth)}${type}${shown}`);
    for (const child of children) add(child, depth + 1);
  };
  add(root, 0);
  return lines.join("\n");
}
