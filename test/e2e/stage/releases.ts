// An update server on loopback with a release as electron-builder publishes it: a fake AppImage and its metadata. It can
// respond with faults.
import { createHash } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { dirname, join } from 'node:path'
import type { StartOptions } from '../../simulator/simulator-process.ts'

/** The server's fault. */
export type ReleaseFault =
  | 'none'
  | 'other-content'
  | 'cut-short'
  | 'slow'
  | 'no-release'
  | 'server-error'
  | 'not-yaml'
  | 'no-version'
  | 'hangs-up'
  | 'redirects-to-http'
  | 'redirects-round-and-round'
  | 'leads-nowhere'

const PIECE_BYTES = 16_384
const PIECES = 40

export interface Releases {
  version: string
  /** `slow` sends the second half slowly until the fault changes. */
  fault: ReleaseFault
  /** Replaces the metadata. */
  announced: string | null
  /** The served image. */
  image: Buffer
  /** The paths and headers of the requests. */
  requests: { path: string; headers: Readonly<Record<string, unknown>> }[]
  listener: RequestListener
}

/** `script`: what the image runs when it is started. */
export function createReleases(script: string): Releases {
  const image = Buffer.alloc(PIECES * PIECE_BYTES, '#')
  image.write(`#!/bin/sh\n${script}\nexit\n`)
  const releases: Releases = {
    version: '9.8.7',
    fault: 'none',
    announced: null,
    image,
    requests: [],
    listener(request, response) {
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
      const { fault, version } = releases
      releases.requests.push({ path: pathname, headers: request.headers })
      if (fault === 'hangs-up') request.socket.destroy()
      else if (fault === 'no-release') response.writeHead(404).end()
      else if (fault === 'server-error') response.writeHead(500).end('<h1>Sorry</h1>')
      else if (fault === 'redirects-to-http')
        response.writeHead(302, { location: `http://releases.example${pathname}` }).end()
      else if (fault === 'redirects-round-and-round') response.writeHead(302, { location: pathname }).end()
      else if (pathname.endsWith('.yml'))
        response.end(releases.announced ?? announcement(image, version, fault))
      else if (fault === 'leads-nowhere') response.writeHead(200, { location: 'http://[' }).end('x')
      else if (fault === 'other-content')
        response.writeHead(200, { 'content-length': image.length }).end(Buffer.alloc(image.length, 'x'))
      else {
        response.writeHead(200, { 'content-length': image.length })
        send(0)
      }

      function send(from: number) {
        if (response.destroyed) return
        const isHalf = from >= image.length / 2
        if (fault === 'cut-short' && isHalf) return void request.socket.destroy()
        if (from >= image.length) return void response.end()
        const creeps = releases.fault === 'slow' && isHalf
        const to = from + (creeps ? 1 : PIECE_BYTES)
        response.write(image.subarray(from, to))
        setTimeout(send, creeps ? 60 : 5, to)
      }
    },
  }
  return releases
}

/** As electron-builder's latest-linux.yml. */
function announcement(image: Buffer, version: string, fault: ReleaseFault): string {
  if (fault === 'not-yaml') return '<!doctype html><title>Sign in to the guest network</title>: : :'
  if (fault === 'no-version') return 'files: []\n'
  const sha512 = createHash('sha512').update(image).digest('base64')
  const name = `Tally-Light-${version}.AppImage`
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${image.length}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-24T00:00:00.000Z'",
    '',
  ].join('\n')
}

export const OLD_IMAGE = '#!/bin/sh\n# the version that runs\n'

/** Creates an installed AppImage in `folder` with its update server at `url`. Resolves to the options for the simulator. */
export async function installedImage(folder: string, url: string) {
  const image = join(folder, 'Tally Light-0.1.0.AppImage')
  const packaged = join(folder, 'resources')
  await mkdir(packaged, { recursive: true })
  await writeFile(
    join(packaged, 'app-update.yml'),
    `provider: generic\nurl: ${url}\nupdaterCacheDirName: tally-light-updater\n`,
  )
  await writeFile(image, OLD_IMAGE)
  await chmod(image, 0o755)
  const options = {
    packaged,
    microsoft: null,
    // The running executable is Node, so the image is at its path.
    environment: {
      APPIMAGE: image,
      APPDIR: dirname(process.execPath),
      XDG_CACHE_HOME: join(folder, 'cache'),
      STARTED: join(folder, 'started'),
    },
  } satisfies Partial<StartOptions>
  return { image, options, started: options.environment.STARTED }
}
