// Local midnights, whatever the length of the day between two of them.

/** The first moment of the local day so many days later, epoch ms: where the clocks change at midnight, it begins at 1:00. */
export function midnight(nowMs: number, daysLater: number): number {
  const now = new Date(nowMs)
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysLater).getTime()
}
