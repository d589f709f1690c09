// The name of a time zone, as it comes from the system or from the window.

/** The zone as this runtime writes it ("Asia/Calcutta" and "Asia/Kolkata" are one); null where it knows no such zone. */
export function zoneName(name: string | undefined): string | null {
  if (!name) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
