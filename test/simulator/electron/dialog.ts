// dialog: an error box is said where whoever started the simulator reads.
import type { Dialog } from 'electron'
import { loud } from './loud.ts'

export function createDialog() {
  return loud('dialog', {
    showErrorBox: (title, content) => void process.stderr.write(`${title}: ${content}\n`),
  } satisfies Pick<Dialog, 'showErrorBox'>)
}
