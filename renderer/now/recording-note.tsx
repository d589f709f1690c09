// The note that a program records although Microsoft reports no call.
import type { RecordingProgram } from '../../app/model/state.ts'
import { timeOfDay } from '../../words/moments.ts'
import { lightTitle } from '../../words/status.ts'
import { useNow } from '../controls/use-now.ts'
import { useWindow } from '../frame/window-context.ts'

/** A screen reader reads it once: its text stays the same while the program records. */
export function RecordingNote({ program, since }: RecordingProgram) {
  const { state, light, words, t, language } = useWindow()
  const now = useNow(60_000)
  return (
    <p role="status" className="small">
      {t('window.now.unreportedRecording', {
        title: lightTitle(light, words),
        program: program ?? t('window.now.someProgram'),
        time: timeOfDay(since, now, language, state),
      })}
    </p>
  )
}
