// The demo day shows every light.
import { expect, test } from 'vitest'
import { createDemoDay, demoScenes, SCENE_MS } from '../../app/demo/demo-day.ts'
import { nothingFollowed } from '../../app/model/following.ts'
import { appLights, lightOf, presenceLights } from '../../app/model/light.ts'
import type { AccountView } from '../../app/model/state.ts'
import { createFollower } from '../../app/polling/follower.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
import { signedIn } from '../model/states.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

test('shows every light within two minutes', async () => {
  const clock = createVirtualClock()
  const day = createDemoDay(clock)
  let state: AccountView = { ...signedIn, following: nothingFollowed }
  const seen = new Set<string>()
  const put = (part: Partial<AccountView>) => {
    state = { ...state, ...part }
    seen.add(lightOf(state).name)
  }
  const follower = createFollower({
    source: day,
    clock,
    random: () => 0.5,
    computer: { idleMs: () => 0 },
    backoff: noBackoff,
    onBackoff: () => {},
    intervalMs: () => SCENE_MS * 2,
    onChange: (following) => put({ following }),
    onFault() {},
  })
  follower.start()
  day.play((scene) => {
    put({ session: { kind: 'demo', pretending: scene.kind === 'pretence' ? scene.pretending : null } })
    if (scene.kind === 'answer') follower.check()
  })
  await clock.pass(120_000)
  for (const light of [...presenceLights, ...appLights]) expect(seen).toContain(light)
  for (const light of ['available-oof', 'in-a-call-oof', 'busy-oof', 'presenting-oof'])
    expect(seen).toContain(light)
  expect(demoScenes.length * SCENE_MS).toBeLessThanOrEqual(120_000)
  day.stop()
  follower.stop()
  expect(clock.waiting()).toBe(0)
})
