// autoUpdater: on Linux Electron has none that works, only its events, which others tell of through it.
import { EventEmitter } from 'node:events'
import { loud } from './loud.ts'

export const createAutoUpdater = () => loud('autoUpdater', new EventEmitter())
