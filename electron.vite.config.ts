// How the bundles are made. Main-process dependencies are bundled: the package needs no node_modules.
import { join } from 'node:path'
import { defineConfig } from 'electron-vite'
import { packedMqtt } from './build/packed-mqtt.ts'
import { packedStore } from './build/packed-store.ts'
import { windowFiles } from './build/window-files.ts'
import { packedWords } from './build/words/packed-words.ts'

/** Whose code is in a bundle, and under which terms: each package has to say so. */
const license = { fileName: 'licenses.md' }

export default defineConfig({
  main: {
    plugins: [packedStore, packedMqtt, packedWords],
    resolve: { alias: { 'supports-color': join(import.meta.dirname, 'build', 'supports-color-stub.ts') } },
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      minify: true,
      license,
      rollupOptions: { input: { main: 'app/main.ts' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      minify: true,
      externalizeDeps: false,
      // A sandboxed preload has to be one CommonJS file, whatever package.json's "type" says (Electron, "ES Modules").
      rollupOptions: {
        input: {
          preload: 'app/contract/preload.ts',
          'usb-preload': 'app/outputs/external/usb/page/usb-preload.ts',
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [windowFiles()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      license,
      // For browsers that Electron has left behind.
      modulePreload: { polyfill: false },
      rollupOptions: {
        // The page of the USB lights is a script without HTML (app/outputs/external/usb/usb-window.ts).
        input: {
          index: 'renderer/index.html',
          'usb-page': 'app/outputs/external/usb/page/usb-page.ts',
        },
        output: {
          entryFileNames: ({ name }) => (name === 'usb-page' ? 'usb/[name].js' : 'assets/[name]-[hash].js'),
        },
        // Each of Fluent's files begins with "use client", which means nothing here and is warned of 900 times.
        onwarn: (warning, warn) => {
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
        },
      },
    },
  },
})
