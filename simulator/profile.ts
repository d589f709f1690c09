// The app's userData: found or made, and its settings as the command line wants them.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFileSync } from 'atomically'
import { z } from 'zod'

export interface Profile {
  folder: string
  /** Removes a profile nobody asked to keep. */
  leave(): void
}

/** `folder` null makes a temporary profile. */
export function openProfile(folder: string | null): Profile {
  if (folder === null) {
    const temporary = mkdtempSync(join(tmpdir(), 'simulator-profile-'))
    return {
      folder: temporary,
      leave: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }),
    }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { folder, leave: () => {} }
}

const settingsSchema = z.record(z.string(), z.unknown())

function readSettings(path: string): Record<string, unknown> {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

/** Puts `settings` over those the profile has. Settings nobody can read give way. */
export function mergeSettings(folder: string, settings: Record<string, unknown>): void {
  const path = join(folder, 'settings.json')
  const merged = { ...readSettings(path), ...settings }
  writeFileSync(path, `${JSON.stringify(merged, null, 2)}\n`, { mode: 0o600 })
}
