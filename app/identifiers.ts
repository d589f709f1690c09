// How the identifiers of Entra are written. No schema library here: the window checks what is typed with these.

/** An Application (client) ID or a Directory (tenant) ID. */
export const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** A domain of a tenant, such as contoso.com. */
export const DOMAIN = /^(?=.{3,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i
