/** One attribute of a name, as a rule's certificateSubField says it. */
export interface Subfield {
  /** What a rule writes: the name that IIS knows, or the dotted OID where it knows none. */
  subField: string;
  oid: string;
  /** In words, such as `Organization`. */
  title: string;
  /** One sentence on what certificates hold there. */
  means: string;
  example: string;
}

const named = (subField: string, oid: string, title: string, means: string, example: string): Subfield => ({
  subField,
  oid,
  title,
  means,
  example,
});
const dotted = (oid: string, title: string, means: string, example: string): Subfield =>
  named(oid, oid, title, means, example);

/** The names that IIS knows ([B] subfield-names), the documented ones first. */
export const NAMED_SUBFIELDS: readonly Subfield[] = [
  named(
    "O",
    "2.5.4.10",
    "Organization",
    "The company or authority, in its registered spelling.",
    "Contoso Ltd",
  ),
  named("OU", "2.5.4.11", "Organizational unit", "A department; a certificate may hold several.", "Partners"),
  named(
    "CN",
    "2.5.4.3",
    "Common name",
    "The name of the person, device or authority itself.",
    "Nancy Davolio",
  ),
  named("C", "2.5.4.6", "Country", "The two letters of ISO 3166, in capitals.", "DE"),
  named("S", "2.5.4.8", "State or province", "Written out; elsewhere it is called ST.", "Bavaria"),
  named("L", "2.5.4.7", "Locality", "The city or town.", "Munich"),
  named("T", "2.5.4.12", "Title", "The position of a person.", "Buyer"),
  named("GN", "2.5.4.42", "Given name", "A person's first name.", "Nancy"),
  named("I", "2.5.4.43", "Initials", "A person's initials.", "ND"),
  named(
    "Email",
    "1.2.840.113549.1.9.1",
    "E-mail address",
    "The address inside the name, elsewhere called E. Not the one of the subject alternative name.",
    "nancy@contoso.com",
  ),
];

/** Others that certificates often hold. IIS has no name for them: the OID stands in the rule ([B] subfield-oid). */
export const DOTTED_SUBFIELDS: readonly Subfield[] = [
  dotted(
    "0.9.2342.19200300.100.1.25",
    "Domain component",
    "DC, one part of a DNS name; authorities of Active Directory hold several.",
    "contoso",
  ),
  dotted("2.5.4.5", "Serial number of the subject", "An identity number, not the certificate's.", "A-4711"),
  dotted("0.9.2342.19200300.100.1.1", "User ID", "UID, the name that a person signs in with.", "nancyd"),
  dotted("2.5.4.4", "Surname", "SN, a person's family name.", "Davolio"),
  dotted(
    "2.5.4.97",
    "Organization identifier",
    "A register's number of the organization.",
    "VATDE-123456789",
  ),
];

const BY_OID = new Map([...NAMED_SUBFIELDS, ...DOTTED_SUBFIELDS].map((each) => [each.oid, each]));

/** What is known of an attribute; undefined for an OID that stands in no list here. */
export function subfieldOf(oid: string): Subfield | undefined {
  return BY_OID.get(oid);
}
