// The window's table of contents: the state it follows, and the one place it is drawn.
import { createRoot } from 'react-dom/client'
import { followUnsentText } from './controls/typed-text.ts'
import { followState } from './frame/followed-state.ts'
import { TallyWindow } from './frame/tally-window.tsx'

const place = document.getElementById('window')
if (!place) throw new Error('index.html has no place for the window')

const followed = followState(window.tally)
const unsentText = followUnsentText(window.tally, followed)
createRoot(place).render(<TallyWindow tally={window.tally} followed={followed} unsentText={unsentText} />)
