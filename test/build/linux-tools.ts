// Stand-ins for the tools with which the builder makes packages for Linux, and which it would download.
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** What the stand-in for the AppImage's runtime holds, at the beginning of the file. */
export const RUNTIME = 'a runtime that needs no library'

/**
 * Writes them under `folder`; the variables that lead the builder to them. Those for AppImage lie as the toolsets
 * from 1.0.0 on have them, and not as the one that wants libfuse2.
 */
export async function writeLinuxTools(folder: string): Promise<NodeJS.ProcessEnv> {
  const fpm = join(folder, 'fpm')
  const appImage = join(folder, 'appimage')
  for (const processor of ['x64', 'arm64']) {
    await mkdir(join(appImage, 'lib', processor), { recursive: true })
    await mkdir(join(appImage, 'runtimes'), { recursive: true })
    await writeFile(join(appImage, 'runtimes', `runtime-${processor}`), RUNTIME)
  }
  const program = (path: string, ...lines: string[]) =>
    writeFile(path, `#!/bin/sh\nset -e\n${lines.join('\n')}\n`, { mode: 0o755 })
  await program(
    fpm,
    `exec '${process.execPath}' --import '${tsx}' '${join(import.meta.dirname, 'fpm.ts')}' "$@"`,
  )
  // The folder it would pack lies beside the package afterwards.
  await program(join(appImage, 'mksquashfs'), 'cp -a "$1" "$2.unpacked"', ': > "$2"')
  await program(join(appImage, 'desktop-file-validate'), 'exit 0')
  return { CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: appImage }
}
