/**
 * Short names of attribute types. RFC 4514 section 3 fixes the first nine; the others are descriptors of IANA's LDAP registry, spelled as
 * OpenSSL does. Windows' own names (CertNameToStr with CERT_X500_NAME_STR) differ: `S` for the state, `E` for e-mail.
 */
const TYPES: Record<string, { rfc?: string; windows?: string }> = {
  "2.5.4.3": { rfc: "CN", windows: "CN" },
  "2.5.4.7": { rfc: "L", windows: "L" },
  "2.5.4.8": { rfc: "ST", windows: "S" },
  "2.5.4.10": { rfc: "O", windows: "O" },
  "2.5.4.11": { rfc: "OU", windows: "OU" },
  "2.5.4.6": { rfc: "C", windows: "C" },
  "2.5.4.9": { rfc: "street", windows: "STREET" },
  "0.9.2342.19200300.100.1.25": { rfc: "DC", windows: "DC" },
  "0.9.2342.19200300.100.1.1": { rfc: "UID" },
  "2.5.4.4": { rfc: "SN", windows: "SN" },
  "2.5.4.5": { rfc: "serialNumber", windows: "SERIALNUMBER" },
  "2.5.4.12": { rfc: "title", windows: "T" },
  "2.5.4.13": { rfc: "description", windows: "Description" },
  "2.5.4.15": { rfc: "businessCategory" },
  "2.5.4.16": { rfc: "postalAddress" },
  "2.5.4.17": { rfc: "postalCode", windows: "PostalCode" },
  "2.5.4.18": { rfc: "postOfficeBox", windows: "POBox" },
  "2.5.4.20": { rfc: "telephoneNumber", windows: "Phone" },
  "2.5.4.41": { rfc: "name" },
  "2.5.4.42": { rfc: "GN", windows: "G" },
  "2.5.4.43": { rfc: "initials", windows: "I" },
  "2.5.4.44": { rfc: "generationQualifier" },
  "2.5.4.46": { rfc: "dnQualifier", windows: "dnQualifier" },
  "2.5.4.65": { rfc: "pseudonym" },
  "2.5.4.97": { rfc: "organizationIdentifier" },
  "1.2.840.113549.1.9.1": { rfc: "emailAddress", windows: "E" },
};

/** Short name for RFC 4514 text; undefined: such a type is written dotted, its value as `#` and hex. */
export function rfc4514TypeName(oid: string): string | undefined {
  return TYPES[oid]?.rfc;
}

/** As Windows writes the type: `CN`, `S`, `E`, ... or `OID.1.2.3`. */
export function windowsTypeName(oid: string): string {
  return TYPES[oid]?.windows ?? `OID.${oid}`;
}
