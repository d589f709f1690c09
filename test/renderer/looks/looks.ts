// Important views, stored as mosaics in looks/. `npm run looks` writes them.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import type { AccountView } from '../../../app/model/state.ts'
import { presenceIn } from '../../model/presence-in.ts'
import type { OpenWindow, WindowStage } from '../scenes/window-stage.ts'
import {
  CLIENT_ID,
  following,
  inSettings,
  minutesAgo,
  outOfOffice,
  presence,
  someDays,
  stateWith,
} from '../scenes/window-states.ts'
import { type Mosaic, mosaicOf } from './mosaic.ts'

const folder = join(import.meta.dirname)
const message = outOfOffice('On leave from 27 November.\nUrgent? Please call the service desk.')
const call = presence('Busy', 'InACall')
const inACall = (part: Parameters<typeof following>[1] = {}): AccountView =>
  following(presence('Busy', 'InACall', { ...message, workLocation: { workLocationType: 'remote' } }), part)

const light = { settings: { theme: 'light' } } as const
export const looks = {
  'first-start': stateWith({ ...light, session: { kind: 'not-set-up' } }),
  /** Something is typed already. */
  'first-start-check': stateWith({ ...light, session: { kind: 'not-set-up' } }),
  now: inACall(light),
  'now-dark': inACall({ settings: { theme: 'dark' } }),
  'high-contrast': inACall({ settings: { theme: 'high-contrast' } }),
  /** In few words: where a title breaks in two decides how much of the cards is seen. */
  stale: following(call, {
    ...light,
    following: {
      last: { presence: presenceIn(call), at: minutesAgo(9), since: minutesAgo(60), witnessed: true },
      stale: true,
      problem: {
        kind: 'server-error',
        next: 'retries',
        host: 'graph.microsoft.com',
        status: 503,
        retryAfterMs: null,
      },
    },
  }),
  today: { ...inACall(light), page: 'today' },
  settings: inSettings(inACall(light), 'light'),
} as const satisfies Record<string, AccountView>
export type LookName = keyof typeof looks
export const lookNames = Object.keys(looks) as LookName[]

/**
 * Fonts differ between machines, so the mosaic has no letters; other tests check the texts. A font still decides where
 * lines break.
 */
const noLetters =
  '* { color: transparent !important; text-shadow: none !important; caret-color: transparent }'

/** The window in such a state. */
export async function openLook(stage: WindowStage, name: LookName): Promise<OpenWindow> {
  const unsent = name === 'first-start-check' ? { 'first-client-id': CLIENT_ID } : {}
  const window = await stage.open(looks[name], { history: someDays, unsent })
  await window.page.getByRole('heading', { level: 1 }).waitFor()
  return window
}

/** As it looks now. */
export async function mosaicNow({ page }: OpenWindow): Promise<Mosaic> {
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
  const letterless = await page.screenshot({ animations: 'disabled', style: noLetters })
  return mosaicOf(PNG.sync.read(letterless))
}

export const lookPath = (name: LookName): string => join(folder, `${name}.png`)

export const readLook = async (name: LookName): Promise<Mosaic> =>
  PNG.sync.read(await readFile(lookPath(name)))
