import { expect, test } from "vitest";
import { sharedFolder } from "@/lib/iis/shared-configuration";

test.each([
  "\\\\files\\iis",
  "\\\\FILES\\IIS\\",
  " \\\\Files\\iis\\\\ ",
  "//files/iis",
  "\\\\?\\UNC\\files\\iis",
  "\\\\files\\\\iis",
])("%j is one folder", (path) => {
  expect(sharedFolder(path)).toBe("\\\\files\\iis");
});

test.each(["", "C:\\iis", "\\\\?\\C:\\iis", "\\\\files", "\\\\.\\pipe\\x", "iis\\config", "\\iis"])(
  "%j is none that others could name",
  (path) => {
    expect(sharedFolder(path)).toBeNull();
  },
);

test("names of one file server are not guessed to be one", () => {
  expect(sharedFolder("\\\\files.contoso.example\\iis")).not.toBe(sharedFolder("\\\\files\\iis"));
});
