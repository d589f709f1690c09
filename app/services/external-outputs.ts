// Owns the configuration of the external outputs: adds, changes and removes them, and keeps their secrets apart.

import { randomUUID } from 'node:crypto'
import { problemWords } from '../../words/problem-words.ts'
import type { Words } from '../../words/words.ts'
import type { CommandAnswer, CommandHandlers, CommandRequest } from '../contract/contract.ts'
import {
  type ChangedSecrets,
  type ExternalOutput,
  MOST_OUTPUTS,
} from '../model/external-outputs/external-output.ts'
import type { OutputTarget } from '../model/external-outputs/output-target.ts'
import { isElsewhere } from '../model/external-outputs/secrets-place.ts'
import type { TableLight } from '../model/external-outputs/shown-light.ts'
import { targetProblem } from '../model/external-outputs/target-problem.ts'
import { type ExternalOutputKind, type OutputSecretName, outputSecrets } from '../model/names.ts'
import type { AccountStore } from '../model/state.ts'
import type { KnownSecrets } from './known-secrets.ts'
import type { Save } from './save.ts'
import type { SettingsOwner } from './settings.ts'

/** Finds lamps in the local network and pairs with Hue bridges. */
export interface LightDevices {
  commands: Pick<CommandHandlers, 'findDevices' | 'pairHue' | 'cancelPairing'>
  /** The application key of the last pairing, for one or more of its lamps; null for any other id. */
  applicationKey(pairing: string): string | null
}

export interface ExternalOutputsParts {
  store: AccountStore
  settings: Pick<SettingsOwner, 'change'>
  secrets: Pick<KnownSecrets, 'change' | 'remove' | 'forget'>
  /** The kinds that this version can show. */
  kinds: readonly ExternalOutputKind[]
  /** Sends a light to a running output; null if it is not running. Never rejects. */
  tryLight: (id: string, light: TableLight) => Promise<CommandAnswer<'tryOutput'>> | null
  lightDevices: LightDevices
  save: Save
  wordsNow: () => Words
}

/** Each rejects with a text for the user. */
export function createExternalOutputCommands(parts: ExternalOutputsParts) {
  const { store, settings, secrets, save, wordsNow } = parts
  const outputs = () => store.getState().settings.externalOutputs
  const changeSettings = (externalOutputs: ExternalOutput[]) =>
    save(() => settings.change({ externalOutputs }))

  /** The secrets first: the output starts when the settings change. */
  async function changeBoth(next: ExternalOutput[], id: string, own: ChangedSecrets) {
    const change = secrets.change(id, own)
    try {
      await changeSettings(next)
    } catch (error) {
      change.undo()
      throw error
    }
    await change.write()
  }

  /** The values of the request, or the key of the pairing that it names. */
  function entered(values: CommandRequest<'addOutput'>['secrets'] | ChangedSecrets): ChangedSecrets {
    if (!('pairing' in values)) return values
    const applicationKey = parts.lightDevices.applicationKey(values.pairing)
    if (applicationKey === null) throw new Error(wordsNow().t('window.outputs.unknownPairing'))
    return { applicationKey }
  }

  /** Throws a text for the user. */
  function refuseUnusable(target: OutputTarget, own: ChangedSecrets) {
    const problem = targetProblem(target, own, process.platform)
    if (problem) throw new Error(problemWords(problem, wordsNow()).meaning)
  }

  /** Undefined if it was removed meanwhile. */
  const find = (id: string) => outputs().find((one) => one.id === id)

  return {
    ...parts.lightDevices.commands,

    async addOutput({ secrets: values, ...request }: CommandRequest<'addOutput'>): Promise<string> {
      const { t } = wordsNow()
      const { kind } = request.target
      if (outputs().length >= MOST_OUTPUTS)
        throw new Error(t('window.outputs.tooMany', { limit: MOST_OUTPUTS }))
      if (!parts.kinds.includes(kind)) throw new Error(t('window.outputs.unknownKind'))
      const own = ownSecrets(kind, entered(values))
      refuseUnusable(request.target, own)
      const id = randomUUID()
      const output = { ...request, id, on: true, secrets: namesAfter([], own) }
      await changeBoth([...outputs(), output], id, own)
      return id
    },

    async changeOutput({ id, secrets: values = {}, ...changed }: CommandRequest<'changeOutput'>) {
      const output = find(id)
      if (!output) return
      if (changed.target && changed.target.kind !== output.target.kind)
        throw new Error(wordsNow().t('window.outputs.otherKind'))
      const kept = changed.target && isElsewhere(changed.target, output.target) ? noSecrets(output) : {}
      const own = { ...kept, ...ownSecrets(output.target.kind, entered(values)) }
      refuseUnusable(changed.target ?? output.target, own)
      const next = { ...output, ...defined(changed), secrets: namesAfter(output.secrets, own) }
      await changeBoth(
        outputs().map((one) => (one.id === id ? next : one)),
        id,
        own,
      )
    },

    async removeOutput(id: string) {
      await changeSettings(outputs().filter((one) => one.id !== id))
      await secrets.remove(id)
    },

    async tryOutput({ id, light }: CommandRequest<'tryOutput'>): Promise<CommandAnswer<'tryOutput'>> {
      const tried = parts.tryLight(id, light)
      if (!tried) throw new Error(wordsNow().t('window.outputs.notRunning'))
      return await tried
    },

    async forgetOutputSecrets() {
      await save(secrets.forget)
      store.setState({ asksAboutOutputSecrets: false })
    },

    keepOutputSecrets: () => store.setState({ asksAboutOutputSecrets: false }),
  }
}

/** Forgets what was entered. */
const noSecrets = ({ secrets }: ExternalOutput): ChangedSecrets =>
  Object.fromEntries(secrets.map((name) => [name, '']))

/** Without those that the kind does not have. */
const ownSecrets = (kind: ExternalOutputKind, values: ChangedSecrets): ChangedSecrets =>
  Object.fromEntries(
    outputSecrets[kind].flatMap((name) => {
      const value = values[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** The names of the entered secrets after a change. */
function namesAfter(before: readonly OutputSecretName[], changed: ChangedSecrets): OutputSecretName[] {
  const names: OutputSecretName[] = before.filter((name) => changed[name] !== '')
  for (const list of Object.values(outputSecrets))
    for (const name of list) if (changed[name] && !names.includes(name)) names.push(name)
  return names
}

const defined = <Value extends object>(
  changed: Value,
): { [Name in keyof Value]?: Exclude<Value[Name], undefined> } => JSON.parse(JSON.stringify(changed))
