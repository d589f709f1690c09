// The entry of the renderer: creates the stores and renders the window.
import { createRoot } from 'react-dom/client'
import { createUnsentText } from './controls/unsent-fields.ts'
import { withholdCompositionKeys } from './frame/composition-keys.ts'
import { createStateStore } from './frame/state-store.ts'
import { TallyWindow } from './frame/tally-window.tsx'

const root = document.getElementById('window')
if (!root) throw new Error('index.html has no element #window')

withholdCompositionKeys()
const states = createStateStore(window.tally)
const unsentText = createUnsentText(window.tally, states)
createRoot(root).render(<TallyWindow tally={window.tally} states={states} unsentText={unsentText} />)
