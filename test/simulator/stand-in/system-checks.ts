// Checks of nativeImage, safeStorage, powerMonitor and Notification.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { KeyringState } from '../../../simulator/desktop/desktop.ts'
import type { SystemName } from '../../../simulator/desktop/system.ts'
import { picture } from '../start-simulator.ts'
import { assigning, type Checks, type Stage, stage } from './stage.ts'

const dataUrl = `data:image/png;base64,${picture.toString('base64')}`
const images = async () => (await stage()).electron.nativeImage
/** The same image with another size. */
function sized(edge: number): Buffer {
  const png = Buffer.from(picture)
  png.writeUInt32BE(edge, 16)
  png.writeUInt32BE(edge, 20)
  return png
}

export const nativeImage: Checks = {
  createEmpty: async () => expect((await images()).createEmpty().isEmpty()).toBe(true),
  'createFromDataURL("") is empty': async () => {
    expect((await images()).createFromDataURL('').isEmpty()).toBe(true)
  },
  createFromDataURL: async () => {
    const image = (await images()).createFromDataURL(dataUrl)
    expect(image.getSize()).toEqual({ width: 16, height: 16 })
    expect(image.toDataURL()).toBe(dataUrl)
  },
  'createFromPath invalid paths are empty': async () => {
    const { electron, profile } = await stage()
    await mkdir(join(profile, 'folder.png'))
    const wrong = ['', 'does-not-exist.png', 'does-not-exist.ico', profile, join(profile, 'folder.png')]
    for (const path of [...wrong, import.meta.filename]) {
      expect(electron.nativeImage.createFromPath(path).isEmpty()).toBe(true)
    }
  },
  'createFromPath gathers @2x': async () => {
    const { electron, profile } = await stage()
    await writeFile(join(profile, 'a.png'), picture)
    await writeFile(join(profile, 'a@2x.png'), sized(32))
    expect(electron.nativeImage.createFromPath(join(profile, 'a.png')).getScaleFactors()).toEqual([1, 2])
  },
  'addRepresentation too small is ignored': async () => {
    const image = (await images()).createEmpty()
    image.addRepresentation({ buffer: Buffer.from([1, 2, 3]) })
    expect(image.isEmpty()).toBe(true)
  },
  'addRepresentation by scale factor': async () => {
    const image = (await images()).createEmpty()
    image.addRepresentation({ scaleFactor: 1, buffer: picture })
    image.addRepresentation({ scaleFactor: 2, buffer: sized(32) })
    expect(image.getScaleFactors()).toEqual([1, 2])
    expect(image.getSize(2)).toEqual({ width: 16, height: 16 })
  },
  'a second representation of the same factor does not replace the first': async () => {
    const image = (await images()).createFromDataURL(dataUrl)
    image.addRepresentation({ scaleFactor: 1, buffer: sized(64) })
    expect(image.getSize()).toEqual({ width: 16, height: 16 })
  },
}

const roundTrip = (text: string) => async () => {
  const { safeStorage } = (await stage({ system: 'kde' })).electron
  const sealed = await safeStorage.encryptStringAsync(text)
  if (text !== '') expect(sealed.includes(text)).toBe(false)
  expect(await safeStorage.decryptStringAsync(sealed)).toEqual({ result: text, shouldReEncrypt: false })
}

/** A new process with the keyring in this state. */
async function process(state: KeyringState, system: SystemName = 'gnome-x11', profile?: string) {
  const on = await stage({ system, ...(profile === undefined ? {} : { profile }) })
  on.desktop.keyring = state
  return { ...on, keyring: on.electron.safeStorage, seal: () => sealed(on) }
}
const sealed = async ({ electron }: Stage) => await electron.safeStorage.encryptStringAsync('secret')
const mark = (bytes: Buffer) => bytes.subarray(0, 3).toString()

export const safeStorage: Checks = {
  'isAsyncEncryptionAvailable resolves true': async () => {
    expect(await (await process('unlocked')).keyring.isAsyncEncryptionAvailable()).toBe(true)
  },
  'encryptStringAsync returns a promise of a Buffer': async () => {
    expect(await (await process('unlocked')).seal()).toBeInstanceOf(Buffer)
  },
  'round trip: UTF-16': roundTrip('€ ключ 鍵'),
  'round trip: empty': roundTrip(''),
  'round trip: long': roundTrip('x'.repeat(100_000)),
  'round trip: special': roundTrip('!@#$%^&*()_+-=[]{}|;:\'"<>?,./~`\n\t'),
  'unencrypted input rejects': async () => {
    const { keyring } = await process('unlocked')
    for (const text of ['I am not encrypted', 'v1', 'v11', 'v10 short']) {
      await expect(keyring.decryptStringAsync(Buffer.from(text))).rejects.toThrow(/^Error while decrypting/)
    }
  },
  'non-buffer rejects': async () => {
    const { keyring } = await process('unlocked')
    for (const one of [{}, 'v11', null, undefined]) {
      const asked: Promise<unknown> = Reflect.apply(keyring.decryptStringAsync, keyring, [one])
      await expect(asked).rejects.toThrow(
        'Expected the first argument of decryptStringAsync() to be a buffer',
      )
    }
  },
  'empty buffer resolves to an empty result': async () => {
    for (const state of ['unlocked', 'locked', 'fallback'] as const) {
      const { keyring } = await process(state)
      const opened = await keyring.decryptStringAsync(Buffer.alloc(0))
      expect(opened).toEqual({ result: '', shouldReEncrypt: false })
    }
  },
  'several at once': async () => {
    const { keyring } = await process('unlocked')
    const texts = ['a', 'b', 'c']
    const all = await Promise.all(texts.map((text) => keyring.encryptStringAsync(text)))
    const opened = await Promise.all(all.map((one) => keyring.decryptStringAsync(one)))
    expect(opened.map(({ result }) => result)).toEqual(texts)
  },
  'key outlives a restart': async () => {
    const before = await process('unlocked')
    const kept = await before.seal()
    const after = await process('unlocked', 'gnome-x11', before.profile)
    expect((await after.keyring.decryptStringAsync(kept)).result).toBe('secret')
  },
  'before ready: isAsyncEncryptionAvailable is false, encrypt rejects': async () => {
    const { safeStorage } = (await stage({ ready: false })).electron
    const early = 'safeStorage cannot be used before app is ready'
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(false)
    await expect(safeStorage.encryptStringAsync('a')).rejects.toThrow(early)
    await expect(safeStorage.decryptStringAsync(Buffer.alloc(0))).rejects.toThrow(early)
  },
  'locked keyring: available stays true (fallback key), text begins v10': async () => {
    const { keyring, seal } = await process('locked')
    expect(await keyring.isAsyncEncryptionAvailable()).toBe(true)
    expect(mark(await seal())).toBe('v10')
  },
  'the encryptor is made once: unlocking later changes nothing in this run': async () => {
    const { keyring, seal, desktop } = await process('locked')
    await keyring.isAsyncEncryptionAvailable()
    desktop.keyring = 'unlocked'
    expect(mark(await seal())).toBe('v10')
  },
  'the encryptor is made once: locking later does not take the key away': async () => {
    const { keyring, seal, desktop } = await process('unlocked')
    const kept = await seal()
    desktop.keyring = 'locked'
    expect((await keyring.decryptStringAsync(kept)).result).toBe('secret')
    expect(mark(await seal())).toBe('v11')
  },
  'backend names come from the desktop, not from what works: kwallet6 on KDE 6': async () => {
    for (const state of ['unlocked', 'locked', 'fallback'] as const) {
      const names = ['kde', 'gnome-x11', 'gnome-wayland', 'sway'] as const
      const backends = names.map(async (system) =>
        (await process(state, system)).keyring.getSelectedStorageBackend(),
      )
      expect(await Promise.all(backends)).toEqual([
        'kwallet6',
        'gnome_libsecret',
        'gnome_libsecret',
        'basic_text',
      ])
    }
  },
  'getSelectedStorageBackend exists on Linux only': async () => {
    const { electron } = await stage({ system: 'gnome-x11', ready: false })
    expect(electron.safeStorage.getSelectedStorageBackend()).toBe('unknown')
    for (const system of ['windows', 'macos'] as const) {
      expect((await process('unlocked', system)).keyring.getSelectedStorageBackend).toBeUndefined()
    }
  },
  'locked keyring: what the keyring encrypted is temporarily unavailable': async () => {
    const before = await process('unlocked')
    const kept = await before.seal()
    const after = await process('locked', 'gnome-x11', before.profile)
    await expect(after.keyring.decryptStringAsync(kept)).rejects.toThrow(/is temporarily unavailable/)
  },
  'a keyring that fails for a moment rejects, and answers later': async () => {
    const { keyring, seal, desktop } = await process('unlocked')
    const kept = await seal()
    desktop.keyringFails = true
    await expect(keyring.decryptStringAsync(kept)).rejects.toThrow(/is temporarily unavailable/)
    desktop.keyringFails = false
    expect((await keyring.decryptStringAsync(kept)).result).toBe('secret')
  },
  'Sway is called basic_text and encrypts with the keyring': async () => {
    const { keyring, seal } = await process('unlocked', 'sway')
    expect(keyring.getSelectedStorageBackend()).toBe('basic_text')
    expect(mark(await seal())).toBe('v11')
  },
  'missing keyring: text begins v10 and is read by everybody': async () => {
    const kept = await (await process('fallback')).seal()
    expect(mark(kept)).toBe('v10')
    const elsewhere = await process('unlocked')
    expect(await elsewhere.keyring.decryptStringAsync(kept)).toEqual({
      result: 'secret',
      shouldReEncrypt: true,
    })
  },
}

const power = async (system?: SystemName) => {
  const on = await stage(system === undefined ? {} : { system })
  return { ...on, monitor: on.electron.powerMonitor }
}

/** The events of an app on `system` when the screen is locked and unlocked, and the idle state then. */
async function heardOfLocks(system: SystemName) {
  const { monitor, drive } = await power(system)
  const heard: string[] = []
  for (const event of ['lock-screen', 'unlock-screen'] as const) monitor.on(event, () => heard.push(event))
  drive.power('lock-screen')
  heard.push(monitor.getSystemIdleState(60))
  drive.power('unlock-screen')
  return heard
}

export const powerMonitor: Checks = {
  'idle state is one of four': async () => {
    const { monitor, desktop } = await power()
    for (const seconds of [0, 59, 60, 3600]) {
      desktop.idleSeconds = seconds
      expect(monitor.getSystemIdleState(60)).toBe(seconds < 60 ? 'active' : 'idle')
    }
  },
  'threshold must be positive': async () => {
    const { monitor } = await power()
    for (const one of [0, -1]) {
      expect(() => monitor.getSystemIdleState(one)).toThrow('must be greater than 0')
    }
  },
  'idle time at least 0': async () => {
    expect((await power()).monitor.getSystemIdleTime()).toBeGreaterThanOrEqual(0)
  },
  'usable before ready': async () => {
    const { electron } = await stage({ ready: false })
    expect(electron.powerMonitor.getSystemIdleTime()).toBe(0)
  },
  'suspend and resume': async () => {
    const { monitor, drive } = await power('gnome-x11')
    const heard: string[] = []
    for (const event of ['suspend', 'resume'] as const) {
      monitor.on(event, () => heard.push(event))
      drive.power(event)
    }
    expect(heard).toEqual(['suspend', 'resume'])
  },
  'Linux has no lock-screen': async () => {
    for (const system of ['gnome-wayland', 'gnome-x11', 'kde', 'sway'] as const) {
      expect(await heardOfLocks(system)).toEqual(['locked'])
    }
  },
  'threshold must be a whole number': async () => {
    const { monitor } = await power()
    for (const one of [Number.NaN, 1.5, 'a', undefined]) {
      expect(() => Reflect.apply(monitor.getSystemIdleState, monitor, [one])).toThrow('conversion failure')
    }
  },
  'GNOME and Plasma on Wayland tell the idle time from the second reading and from five seconds on':
    async () => {
      for (const system of ['gnome-wayland', 'kde'] as const) {
        const { monitor, desktop } = await power(system)
        desktop.idleSeconds = 600
        expect([monitor.getSystemIdleTime(), monitor.getSystemIdleTime()], system).toEqual([0, 600])
        expect(monitor.getSystemIdleState(600)).toBe('idle')
        for (const [seconds, told] of [
          [4, 0],
          [5, 5],
          [0, 0],
        ] as const) {
          desktop.idleSeconds = seconds
          expect(monitor.getSystemIdleTime(), system).toBe(told)
        }
      }
    },
  'Sway tells no idle time': async () => {
    const { monitor, desktop } = await power('sway')
    desktop.idleSeconds = 600
    expect([monitor.getSystemIdleTime(), monitor.getSystemIdleTime()]).toEqual([0, 0])
    expect(monitor.getSystemIdleState(60)).toBe('active')
  },
  'macOS and Windows tell of lock and unlock': async () => {
    for (const system of ['windows', 'macos'] as const) {
      expect(await heardOfLocks(system)).toEqual(['lock-screen', 'locked', 'unlock-screen'])
    }
  },
}

/** Shows a notification and records its events. */
async function shown(permission: 'granted' | 'denied' | 'unasked' = 'granted', system: SystemName = 'macos') {
  const { electron, desktop } = await stage({ system })
  desktop.notificationPermission = permission
  const notification = new electron.Notification({ title: 'Busy', body: 'In a call' })
  const told: string[] = []
  for (const event of ['show', 'click', 'close', 'failed']) notification.on(event, () => told.push(event))
  notification.show()
  await expect.poll(() => told).toHaveLength(1)
  return { notification, desktop, told }
}

export const notification: Checks = {
  'class name': async () => expect((await stage()).electron.Notification.name).toBe('Notification'),
  'isSupported is boolean': async () => {
    expect((await stage()).electron.Notification.isSupported()).toBe(true)
  },
  'title, body, silent get and set': async () => {
    const { electron } = await stage()
    const made = new electron.Notification({ title: 'a', body: 'b', silent: true })
    expect([made.title, made.body, made.silent]).toEqual(['a', 'b', true])
    Object.assign(made, { title: 'c', body: 'd', silent: false })
    expect([made.title, made.body, made.silent]).toEqual(['c', 'd', false])
  },
  'shown and closed': async () => {
    const { notification, told } = await shown()
    notification.close()
    notification.close()
    expect(told).toEqual(['show', 'close'])
  },
  'id is there and read-only (macOS, Windows)': async () => {
    const { electron } = await stage()
    const [one, other] = [new electron.Notification(), new electron.Notification()]
    expect(one.id).not.toBe(other.id)
    expect(assigning(one, { id: 'x' })).toThrow(TypeError)
  },
  'cannot be made before ready': async () => {
    const { electron } = await stage({ ready: false })
    expect(() => new electron.Notification()).toThrow('Cannot create Notification before app is ready')
  },
  'failed is told where the system refuses (unsigned macOS)': async () => {
    const { told, desktop } = await shown('denied')
    expect(told).toEqual(['failed'])
    expect(desktop.notifications).toEqual([])
  },
  'a click is no close': async () => {
    const { notification, desktop, told } = await shown()
    desktop.notifications[0]?.click()
    notification.close()
    expect(told).toEqual(['show', 'click'])
    expect(desktop.notifications[0]?.open).toBe(false)
  },
  'an id given is kept': async () => {
    const { electron } = await stage()
    expect(new electron.Notification({ id: 'one' }).id).toBe('one')
  },
  'Windows: a click activates the app, and one of an earlier run has no other event': async () => {
    const { electron, desktop } = await stage({ system: 'windows' })
    const events: string[] = []
    const show = () => {
      const notification = new electron.Notification({ title: 'Busy' })
      notification.on('click', () => events.push('click'))
      notification.show()
    }
    show()
    electron.Notification.handleActivation?.(({ type }) => events.push(`first run: ${type}`))
    desktop.notifications[0]?.click()
    expect(events.splice(0)).toEqual(['first run: click', 'click'])
    show()
    const later = await stage({ system: 'windows', desktop })
    later.electron.Notification.handleActivation?.(({ type }) => events.push(`second run: ${type}`))
    desktop.notifications[1]?.click()
    expect(events).toEqual(['second run: click'])
    expect((await stage({ system: 'macos' })).electron.Notification.handleActivation).toBeUndefined()
  },
  'macOS: the first use asks for the permission': async () => {
    for (const [system, left] of [
      ['macos', 'asking'],
      ['windows', 'unasked'],
    ] as const) {
      const { electron, desktop } = await stage({ system })
      desktop.notificationPermission = 'unasked'
      electron.Notification.isSupported()
      expect(desktop.notificationPermission).toBe(left)
    }
  },
  'macOS: one before the person has answered is lost': async () => {
    const { notification, told, desktop } = await shown('unasked')
    expect(told).toEqual(['failed'])
    desktop.notificationPermission = 'granted'
    notification.show()
    expect(desktop.notifications).toHaveLength(1)
  },
}
