// Stand-ins for the tools that electron-builder downloads to make packages for Linux.
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** The contents of the stand-in for the AppImage runtime, with which an AppImage starts. */
export const RUNTIME = 'a runtime that needs no library'

/**
 * Writes the tools to `folder` and resolves to the environment variables that make electron-builder use them. The AppImage
 * tools have the layout of the toolsets from 1.0.0 on, which do not need libfuse2.
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
  // Instead of packing the folder, copies it beside the package.
  await program(join(appImage, 'mksquashfs'), 'cp -a "$1" "$2.unpacked"', ': > "$2"')
  await program(join(appImage, 'desktop-file-validate'), 'exit 0')
  return { CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: appImage }
}
