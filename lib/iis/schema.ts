import {
  CERTIFICATE_FIELDS,
  LOGON_METHODS,
  PERMISSION_MODES,
  type SectionName,
  SSL_FLAGS,
} from "@/lib/iis/site-config";

/**
 * The part of IIS_schema.xml that Certmap owns, as data. The section schemas did not change from IIS 7.0 to 10 but for
 * one default (`password`), which is deliberately not here: it belongs to the server that encrypts.
 */
export interface AttributeSchema {
  type: "bool" | "string" | "enum" | "flags";
  /** The names of an enum or of flags (without `None`), as IIS spells them. */
  values?: readonly string[];
  default?: string;
  required?: true;
  /** Part of what makes an entry of a collection unique. */
  key?: true;
  /** Keys compare without case unless the schema says so. */
  caseSensitive?: true;
  /** validationType="nonEmptyString": may be absent, must not be empty. */
  nonEmpty?: true;
  encrypted?: true;
}

interface CollectionSchema {
  add: string;
  clear: string;
  /** Absent: the collection knows no removal of a single entry, and IIS refuses the element. */
  remove?: string;
  item: ElementSchema;
}

export interface ElementSchema {
  attributes: Readonly<Record<string, AttributeSchema>>;
  elements?: Readonly<Record<string, ElementSchema>>;
  collection?: CollectionSchema;
}

export interface SectionSchema extends ElementSchema {
  /** Element names from `<configuration>` or `<location>` down to the section. */
  path: readonly string[];
}

const flag = (value: boolean): AttributeSchema => ({ type: "bool", default: String(value) });
const text: AttributeSchema = { type: "string", default: "" };
const secret: AttributeSchema = { type: "string", caseSensitive: true, encrypted: true };
const logonMethod: AttributeSchema = { type: "enum", values: LOGON_METHODS, default: "ClearText" };

const rule: ElementSchema = {
  attributes: {
    certificateField: { type: "enum", values: CERTIFICATE_FIELDS, required: true, key: true },
    certificateSubField: { type: "string", required: true, key: true, caseSensitive: true },
    matchCriteria: { type: "string", required: true, key: true, caseSensitive: true },
    compareCaseSensitive: { ...flag(true), key: true },
  },
};

const manyToOne: ElementSchema = {
  attributes: {
    name: { type: "string", required: true, key: true, nonEmpty: true },
    description: text,
    enabled: flag(true),
    permissionMode: { type: "enum", values: PERMISSION_MODES, default: "Allow" },
    userName: { type: "string", nonEmpty: true },
    password: secret,
  },
  elements: { rules: { attributes: {}, collection: { add: "add", clear: "clear", item: rule } } },
};

const oneToOne: ElementSchema = {
  attributes: {
    enabled: flag(true),
    userName: text,
    password: secret,
    certificate: { type: "string", required: true, key: true, caseSensitive: true },
  },
};

const security = ["system.webServer", "security"];
const authentication = (name: SectionName) => [...security, "authentication", name];

export const IIS_SCHEMA: Readonly<Record<SectionName, SectionSchema>> = {
  iisClientCertificateMappingAuthentication: {
    path: authentication("iisClientCertificateMappingAuthentication"),
    attributes: {
      enabled: flag(false),
      oneToOneCertificateMappingsEnabled: flag(true),
      manyToOneCertificateMappingsEnabled: flag(true),
      logonMethod,
      defaultLogonDomain: text,
    },
    elements: {
      oneToOneMappings: { attributes: {}, collection: { add: "add", clear: "clear", item: oneToOne } },
      manyToOneMappings: { attributes: {}, collection: { add: "add", clear: "clear", item: manyToOne } },
    },
  },
  clientCertificateMappingAuthentication: {
    path: authentication("clientCertificateMappingAuthentication"),
    attributes: { enabled: flag(false) },
  },
  access: {
    path: [...security, "access"],
    attributes: { sslFlags: { type: "flags", values: SSL_FLAGS, default: "None" } },
  },
  anonymousAuthentication: {
    path: authentication("anonymousAuthentication"),
    attributes: {
      enabled: flag(true),
      userName: { ...text, default: "IUSR" },
      password: secret,
      logonMethod,
    },
  },
  basicAuthentication: {
    path: authentication("basicAuthentication"),
    attributes: { enabled: flag(false), realm: text, defaultLogonDomain: text, logonMethod },
  },
  digestAuthentication: {
    path: authentication("digestAuthentication"),
    attributes: { enabled: flag(false), realm: text },
  },
  windowsAuthentication: {
    path: authentication("windowsAuthentication"),
    attributes: {
      enabled: flag(false),
      authPersistSingleRequest: flag(false),
      authPersistNonNTLM: flag(false),
      useKernelMode: flag(true),
      useAppPoolCredentials: flag(false),
    },
    elements: {
      providers: {
        attributes: {},
        collection: {
          add: "add",
          clear: "clear",
          remove: "remove",
          item: { attributes: { value: { type: "string", key: true } } },
        },
      },
      extendedProtection: {
        attributes: {
          tokenChecking: { type: "enum", values: ["None", "Allow", "Require"], default: "None" },
          flags: {
            type: "flags",
            values: ["Proxy", "NoServiceNameCheck", "AllowDotlessSpn", "ProxyCohosting"],
            default: "None",
          },
        },
        collection: {
          add: "spn",
          clear: "clearSpns",
          remove: "removeSpn",
          item: { attributes: { name: { type: "string", key: true, nonEmpty: true } } },
        },
      },
    },
  },
};

/** true and false in any case, or undefined: IIS would refuse it (IIS_schema.xml, type bool). */
export function readBool(raw: string): boolean | undefined {
  const lower = raw.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}

/** The name as the schema spells it; IIS compares enum names without case. */
export function readEnum<T extends string>(values: readonly T[], raw: string): T | undefined {
  const lower = raw.toLowerCase();
  return values.find((value) => value.toLowerCase() === lower);
}

/** Flags in the schema's order, and what is none of them. `None` and the empty text are the empty list. */
export function readFlags<T extends string>(
  values: readonly T[],
  raw: string,
): { flags: T[]; unknown: string[] } {
  const names = raw.split(",").map((name) => name.trim());
  const known = new Set(names.map((name) => readEnum(values, name)));
  const unknown = names.filter((name) => !/^(none)?$/i.test(name) && readEnum(values, name) === undefined);
  return { flags: values.filter((value) => known.has(value)), unknown };
}
