// npm run libraries, after a build: checks the licences of the bundled libraries and their entries in package.json.
import { join } from 'node:path'
import { complaintsAboutLibraries, readLibraries } from '../build/libraries.ts'

const libraries = readLibraries(join(import.meta.dirname, '..'))
const complaints = complaintsAboutLibraries(libraries)
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) process.exitCode = 1
else console.info(`${libraries.bundled.length} libraries: their terms fit, and the audit sees them`)
