// A program that changes a setting in the folder of its argument, and prints the code of the error, if any.

import { codeOf } from '../../app/storage/read-file.ts'
import { openSettingsFile } from '../../app/storage/settings-file.ts'

const [, , folder = ''] = process.argv
try {
  openSettingsFile(folder, console).write({ language: 'ru' })
} catch (error) {
  process.stdout.write(codeOf(error))
}
