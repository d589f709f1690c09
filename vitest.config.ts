// How the tests run: two at a time, as the smallest machine they run on has two cores.
import { defineConfig } from 'vitest/config'
import { packedStore } from './build/packed-store.ts'
import { failuresLast } from './test/support/failures-last.ts'
import { LongestFirst } from './test/support/longest-first.ts'

// Node's language on Linux and macOS: texts are compared in English, whatever the user's language is.
process.env.LC_MESSAGES = 'en_US.UTF-8'

/** They start the whole program, or show its window in a browser. */
const ofTheWholeProgram = [
  'test/{e2e,electron,renderer,simulator/desktop,simulator/electron-behaviours}/**/*.test.ts',
  'test/bench/startup.test.ts',
  'test/outputs/external/usb/usb-page.test.ts',
  'test/security/{arguments,checklist,taken-over}.test.ts',
]

/** Fuzzing, packing, benchmarks, real servers and programs without either, which the inner loop goes without. */
const long = [
  'test/bench/{bench,icons,outputs,processor,workdays}.test.ts',
  'test/build/{bill-of-materials,distribution-files,electron-builder,icons,libraries,linux-packages,package,packed-words}.test.ts',
  'test/losses/*.test.ts',
  'test/microsoft/graph/no-presence.test.ts',
  'test/microsoft/sign-in/*.test.ts',
  'test/model/timing/local-time.test.ts',
  'test/outputs/external/mqtt/{broker-access,bundled-driver,home-assistant,hostile-broker,hour-without-broker,mqtt-driver,mqtt-payloads}.test.ts',
  'test/outputs/external/{find-devices,hue/hue-{driver,pairing},program/program-driver,web-request/web-request-driver}.test.ts',
  'test/outputs/tray/tray-click.test.ts',
  'test/outputs/window/window{,-size}.test.ts',
  'test/polling/next-step.test.ts',
  'test/reading/{hide-secrets,total}.test.ts',
  'test/security/{files,hostile-graph,hostile-loopback,loopback,window}.test.ts',
  'test/services/{accounts/accounts,promises}.test.ts',
  'test/services/history/history{,-followed,-truth}.test.ts',
  'test/services/session/whose-light{,-table}.test.ts',
  'test/signals/microphone/{microphone-linux,system-programs}.test.ts',
  'test/simulator/{microsoft,stand-in}/*.test.ts',
  'test/storage/{log,token-cache}.test.ts',
  'test/words/refused-status.test.ts',
]

export default defineConfig({
  plugins: [packedStore],
  test: {
    // As they are packed, and without Electron.
    server: { deps: { inline: ['electron-store', 'conf', 'atomically'] } },
    testTimeout: 90_000,
    hookTimeout: 300_000,
    // What is awaited is there within a moment, but not on a machine that others keep busy.
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    // No module keeps anything, so files can share a process, and load what they import once.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    setupFiles: 'test/support/seed.ts',
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }], failuresLast],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...ofTheWholeProgram, ...long],
        },
      },
      { extends: true, test: { name: 'long', include: long } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ofTheWholeProgram,
          globalSetup: 'test/support/whole-program.ts',
          // To end one that hangs: where other programs keep the cores busy, a start alone takes 20 s.
          testTimeout: 300_000,
          // A story starts a program or two and a browser's page; several run at a time, but not on more cores than there
          // are. Real windows take the focus from each other, so they have the screen one by one.
          maxConcurrency: process.env.TALLY_LIGHT_STAGE === 'electron' ? 1 : 4,
        },
      },
    ],
  },
})
