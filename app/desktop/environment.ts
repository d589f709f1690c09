// The versions, system and desktop for the diagnostics.
import { arch, release, type, version } from 'node:os'
import type { Environment } from '../services/diagnostics.ts'

/** The desktop is known on Linux only ("Desktop Entry Specification"; pam_systemd, XDG_SESSION_TYPE). */
export function environmentOf({ versions, env }: Pick<NodeJS.Process, 'versions' | 'env'>): Environment {
  const { XDG_CURRENT_DESKTOP, XDG_SESSION_TYPE } = env
  return {
    versions: [
      `Electron ${versions.electron ?? 'none'}`,
      `Chromium ${versions.chrome ?? 'none'}`,
      `Node.js ${versions.node}`,
    ],
    system: `${type()} ${release()} ${arch()}, ${version()}`,
    desktop: [XDG_CURRENT_DESKTOP, XDG_SESSION_TYPE].filter(Boolean).join(', ') || null,
  }
}
