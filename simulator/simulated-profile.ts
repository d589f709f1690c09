// The app's userData folder: creates it and writes the settings of the command line into it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFileSync } from 'atomically'
import { z } from 'zod'

interface Profile {
  folder: string
  /** Removes a temporary profile. */
  close(): void
}

/** Creates `folder` if it is missing; null: a temporary folder. */
export function openProfile(folder: string | null): Profile {
  if (folder === null) {
    const temporary = mkdtempSync(join(tmpdir(), 'simulator-profile-'))
    return {
      folder: temporary,
      close: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }),
    }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { folder, close: () => {} }
}

const settingsSchema = z.record(z.string(), z.unknown())

function readSettings(path: string): Record<string, unknown> {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

/** Merges `settings` into the profile's settings. An unreadable settings file is replaced. */
export function mergeSettings(folder: string, settings: Record<string, unknown>): void {
  const path = join(folder, 'settings.json')
  const merged = { ...readSettings(path), ...settings }
  writeFileSync(path, `${JSON.stringify(merged, null, 2)}\n`, { mode: 0o600 })
}
