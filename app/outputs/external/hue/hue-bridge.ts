// Requests to a paired Hue bridge (CLIP API v2, "Hue API V2 reference").

import { z } from 'zod'
import type { Problem } from '../../../model/problems/problem.ts'
import { type JsonAnswer, type Running, refused, requestJson } from '../json-request.ts'
import { OutputError } from '../output-driver.ts'
import { PinnedAgent } from './pinned-agent.ts'

/** A full bridge sends about 500 kB for all resources. */
const LARGEST_ANSWER = 2_000_000
const MOST_RESOURCES = 5000

const answerSchema = z.object({
  errors: z.array(z.object({ description: z.string() })).max(MOST_RESOURCES),
  data: z.array(z.unknown()).max(MOST_RESOURCES),
})

export interface BridgeTarget extends Running {
  host: string
  port: number
  fingerprint: string
  applicationKey: string
}

export interface HueBridge {
  /** The resources at `path`, such as "light"; all for an empty one. Those that `schema` does not accept are left out. */
  get<Resource>(path: string, schema: z.ZodType<Resource>): Promise<Resource[]>
  /**
   * Resolves to the errors of a change that the bridge carried out at least in part (207), as texts. They are empty for a
   * whole success.
   */
  put(path: string, body: unknown): Promise<readonly string[]>
  close(): void
}

/** All functions reject with an OutputError. The key is sent only to the certificate of the pairing. */
export function connectBridge({
  host,
  port,
  fingerprint,
  applicationKey,
  ...running
}: BridgeTarget): HueBridge {
  const agent = new PinnedAgent(running.guard, (certificate) => certificate.fingerprint === fingerprint)

  async function ask(method: 'GET' | 'PUT', path: string, body?: unknown) {
    const answer = await requestJson(
      { host, port, agent },
      {
        method,
        path: path === '' ? '/clip/v2/resource' : `/clip/v2/resource/${path}`,
        body,
        limitBytes: LARGEST_ANSWER,
        headers: { 'hue-application-key': applicationKey },
      },
      running,
    )
    return readAnswer(host, answer)
  }

  return {
    async get(path, schema) {
      const { data } = await ask('GET', path)
      return data.flatMap((resource) => {
        const read = schema.safeParse(resource)
        return read.success ? [read.data] : []
      })
    },
    async put(path, body) {
      const { errors } = await ask('PUT', path, body)
      return errors.map(({ description }) => description)
    },
    close: () => agent.destroy(),
  }
}

/** The answer of a request that succeeded at least in part. Throws an OutputError for any other. */
function readAnswer(host: string, { status, body }: JsonAnswer) {
  if (status === 401 || status === 403) throw accessRefused(host)
  if (status === 404) throw new ResourceMissing(host)
  const read = answerSchema.safeParse(body)
  if (status < 200 || status >= 300)
    throw refused(
      host,
      [status, ...(read.data?.errors.map(({ description }) => description) ?? [])].join(' '),
    )
  if (!read.success) throw refused(host, `${status}`)
  return read.data
}

const accessRefused = (host: string) =>
  new OutputError({ kind: 'output-access-refused', next: 'person', host } satisfies Problem)

/** The bridge does not know the resource. The caller knows its name. */
export class ResourceMissing extends OutputError {
  constructor(host: string) {
    super({ kind: 'output-refused', next: 'retries', host, detail: '404' })
  }
}
