// The first step of `npm run build`: draws all icons into out/icons. No picture is kept in git.
import { writeIcons } from './icon-files.ts'

await writeIcons('out/icons')
