import { readBindingInformation } from "@/lib/iis/doctor/binding";

export interface TestKitSite {
  site: string;
  hostName: string;
  /** `bindingInformation` of its https bindings. */
  bindings: readonly string[];
  prediction: string;
}

/** Files by name: lines to copy and pages that show who IIS takes the client for. Nothing in it is secret. */
export function testKit(site: TestKitSite): Record<string, string> {
  const places = site.bindings.flatMap((text) => placeOf(text, site.hostName));
  return {
    "README.txt": readme(site),
    "openssl.sh": script(places.flatMap(openssl)),
    "curl.sh": script(places.flatMap(curl)),
    "logoninfo.asp": ASP,
    "logoninfo.aspx": ASPX,
  };
}

interface Place {
  host: string;
  port: number;
}

function placeOf(bindingInformation: string, hostName: string): Place[] {
  const parts = readBindingInformation(bindingInformation);
  if (parts === null) return [];
  const { address, port, host } = parts;
  const any = address === "" || address === "*" || address === "0.0.0.0" || address === "[::]";
  return [{ host: host.replace(/^\*/, "www") || (any ? hostName : address), port }];
}

/** In single quotes nothing is special to a POSIX shell but the quote itself; a line break would end the comment of a line. */
function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function script(lines: string[]): string {
  const none = "# The site has no https binding in the agent's last report.";
  return `#!/bin/sh\n${(lines.length > 0 ? lines : [none]).join("\n")}\n`;
}

function openssl({ host, port }: Place): string[] {
  const connect = `openssl s_client -connect ${shell(`${host}:${port}`)} -servername ${shell(host.replace(/^\[|\]$/g, ""))}`;
  return [
    "# Does the server ask for a certificate in the first handshake? Look for 'Acceptable client certificate CA names'.",
    `${connect} </dev/null`,
    "# With TLS 1.2 a server may also ask later.",
    `${connect} -tls1_2 </dev/null`,
    "# With your certificate: client.pem and its key client.key stand beside this file.",
    `${connect} -cert client.pem -key client.key </dev/null`,
  ];
}

function curl({ host, port }: Place): string[] {
  const url = (page: string) => shell(`https://${host}:${port}/${page}`);
  return [
    "# Without a certificate. Expected: see README.txt.",
    `curl --silent --show-error --output /dev/null --write-out '%{http_code}\\n' ${url("")}`,
    "# With your certificate, to the page that shows who you are.",
    `curl --silent --show-error --cert client.pem --key client.key ${url("logoninfo.aspx")}`,
    `curl --silent --show-error --cert client.pem --key client.key ${url("logoninfo.asp")}`,
  ];
}

function readme({ site, hostName, prediction }: TestKitSite): string {
  return [
    `Test kit for ${oneLine(site)} on ${oneLine(hostName)}`,
    "",
    "1. Without a certificate, from any machine: sh curl.sh",
    `   As last reported, the site is ${prediction}.`,
    "2. Who does IIS take me for? Copy logoninfo.aspx (needs ASP.NET) or logoninfo.asp (needs the role service ASP)",
    "   into the site's folder, open it with a browser that has your certificate, and read LOGON_USER.",
    "   Empty: nobody signed in. IUSR never shows there; the mapped account does.",
    "3. Take the page away again. It shows names and certificate fields to whoever opens it.",
    "",
    "What the answers mean",
    "   403.7   no certificate arrived                   403.12  a mapping denies it",
    "   403.13  revoked, or revocation not reachable     403.16  not trusted by the server",
    "   403.17  expired or not valid yet                 401.1   the mapped account cannot log on",
    "   401.2   no mapping matched                       401.3   the account may not read the file",
    "   Paste a line of the IIS log into the site's doctor page in Certmap: it knows this site's own facts.",
    "",
    "client.pem and client.key are yours; Certmap has no private key and this kit holds none.",
    "",
  ].join("\r\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}

const VARIABLES = [
  "LOGON_USER",
  "AUTH_USER",
  "AUTH_TYPE",
  "HTTPS",
  "CERT_FLAGS",
  "CERT_SUBJECT",
  "CERT_ISSUER",
  "CERT_SERIALNUMBER",
  "REMOTE_ADDR",
];
const NAMES = VARIABLES.map((name) => `"${name}"`).join(", ");

/** Every value is HTML-encoded: a certificate's subject is its owner's text. */
const ASP = `<%@ Language="VBScript" %>
<%
Option Explicit
Response.CacheControl = "no-store"
Response.AddHeader "X-Content-Type-Options", "nosniff"
Dim name
%><!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Who am I?</title></head><body>
<table>
<% For Each name In Array(${NAMES}) %>
<tr><th scope="row"><%= name %></th><td><%= Server.HTMLEncode(Request.ServerVariables(name) & "") %></td></tr>
<% Next %>
</table></body></html>
`;

const ASPX = `<%@ Page Language="C#" EnableViewState="false" %>
<script runat="server">
  string[] names = { ${NAMES} };
  string Value(string name) { return Server.HtmlEncode(Request.ServerVariables[name] ?? ""); }
  void Page_Load() {
    Response.Cache.SetCacheability(HttpCacheability.NoCache);
    Response.Cache.SetNoStore();
    Response.AddHeader("X-Content-Type-Options", "nosniff");
  }
</script><!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Who am I?</title></head><body>
<table>
<% foreach (string name in names) { %>
<tr><th scope="row"><%= name %></th><td><%= Value(name) %></td></tr>
<% } %>
<tr><th scope="row">Windows identity</th><td><%= Server.HtmlEncode(Request.LogonUserIdentity == null ? "" : Request.LogonUserIdentity.Name) %></td></tr>
</table></body></html>
`;
