// How the identifiers of Entra are written. No schema library here: the window checks what is typed with these. Both
// letter cases are spelled out: JSON Schema has patterns without flags (docs/policy.schema.json).

/** An Application (client) ID or a Directory (tenant) ID. */
export const GUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/

/** Characters of a GUID. */
export const GUID_LENGTH = 36

/** The most characters that a domain has (RFC 1035, 2.3.4: 255 octets as they are sent). */
export const LONGEST_DOMAIN = 253

/** A domain of a tenant, such as contoso.com. */
export const DOMAIN = /^(?=.{3,253}$)(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$/
