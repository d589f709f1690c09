// Reads the name of a time zone from the system or from the window.

/** The zone's name in this runtime ("Asia/Calcutta" and "Asia/Kolkata" are one); null for an unknown zone. */
export function zoneName(name: string | undefined): string | null {
  if (!name) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
