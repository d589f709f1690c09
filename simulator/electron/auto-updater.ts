// autoUpdater: not supported by Electron on Linux; only an event emitter, which other updaters use.
import { EventEmitter } from 'node:events'
import { strictMembers } from './strict-members.ts'

export const createAutoUpdater = () => strictMembers('autoUpdater', new EventEmitter())
