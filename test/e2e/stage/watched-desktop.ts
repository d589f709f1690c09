// The simulator's desktop as its page draws it: each change as soon as it happens, and the last one before the app ends.
import { z } from 'zod'

const drawnSchema = z.object({
  tray: z.object({ icon: z.string() }).nullable(),
  usbLights: z.array(z.object({ model: z.string(), colour: z.string() })),
})
export type DrawnDesktop = z.infer<typeof drawnSchema>

/** `url`: of the desktop page. Resolves to a function that returns the newest state. */
export async function watchDesktop(url: string): Promise<() => DrawnDesktop> {
  const { body } = await fetch(new URL('events', url))
  let newest: DrawnDesktop = { tray: null, usbLights: [] }
  let rest = ''
  const read = async () => {
    for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = `${rest}${piece}`.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const [, data] = /^event: desktop\ndata: (.*)$/s.exec(event) ?? []
        if (data) newest = drawnSchema.parse(JSON.parse(data))
      }
    }
  }
  // The connection breaks when the app ends.
  void read().catch(() => {})
  return () => newest
}
