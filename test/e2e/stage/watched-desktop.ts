// The simulator's desktop as its page draws it: each change as soon as it happens, and the last one before the app ends.
import { z } from 'zod'
import { listenToDesktop } from './desktop-events.ts'

const drawnSchema = z.object({
  tray: z.object({ icon: z.string() }).nullable(),
  usbLights: z.array(z.object({ model: z.string(), colour: z.string() })),
})
export type DrawnDesktop = z.infer<typeof drawnSchema>

/** `url`: of the desktop page. Resolves to a function that returns the newest state. */
export async function watchDesktop(url: string): Promise<() => DrawnDesktop> {
  let newest: DrawnDesktop = { tray: null, usbLights: [] }
  await listenToDesktop(url, (name, data) => {
    if (name === 'desktop') newest = drawnSchema.parse(JSON.parse(data))
  })
  return () => newest
}
