// How the identifiers of Entra are written. No schema library here: the window checks what is typed with these. Both
// letter cases are spelled out: JSON Schema has patterns without flags (docs/policy.schema.json).

/** An Application (client) ID or a Directory (tenant) ID. */
export const GUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/

/** A domain of a tenant, such as contoso.com. */
export const DOMAIN = /^(?=.{3,253}$)(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$/
