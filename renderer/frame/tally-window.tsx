// The window: its theme and language, the view that fits the state, and what is the same on every view.
import { FluentProvider } from '@fluentui/react-components'
import { type JSX, useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Tally } from '../../app/contract/contract.ts'
import { lightOf } from '../../app/model/light.ts'
import type { AppState } from '../../app/model/state.ts'
import { statusLine } from '../../words/status.ts'
import type { Words } from '../../words/words.ts'
import type { UnsentText } from '../controls/typed-text.ts'
import { useNow } from '../controls/use-now.ts'
import { NowView } from '../now/now-view.tsx'
import { UnreadSettingsNote } from '../settings/unread-settings-note.tsx'
import { OtherAccountView } from '../sign-in/other-account-view.tsx'
import { SignedOutView } from '../sign-in/signed-out-view.tsx'
import { SigningInView } from '../sign-in/signing-in-view.tsx'
import { DemoBanner } from './demo-banner.tsx'
import type { FollowedState } from './followed-state.ts'
import { later } from './later.tsx'
import { type Ask, ShownContext, useShown } from './shown.ts'
import { StartingView } from './starting-view.tsx'
import { useGround, useThemeInUse } from './theme.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useToldTimeZone } from './use-told-time-zone.ts'
import { useWords } from './use-words.ts'
import { ViewBoundary } from './view-boundary.tsx'
import { WindowFooter } from './window-footer.tsx'
import { WindowHeader } from './window-header.tsx'

// Seldom looked at: what is glanced at comes sooner without them.
const SettingsView = later(() => import('../settings/settings-view.tsx').then((room) => room.SettingsView))
const FirstStartView = later(() =>
  import('../first-start/first-start-view.tsx').then((room) => room.FirstStartView),
)
const ColleaguesView = later(() =>
  import('../colleagues/colleagues-view.tsx').then((room) => room.ColleaguesView),
)
const TodayView = later(() => import('../today/today-view.tsx').then((room) => room.TodayView))

interface TallyWindowProps {
  tally: Tally
  followed: FollowedState
  unsentText: UnsentText
}

export function TallyWindow({ tally, followed, unsentText }: TallyWindowProps): JSX.Element | null {
  const state = useStore(followed)
  const words = useWords(tally, state?.language)
  const isRead = useStore(unsentText.texts, (texts) => texts !== null)
  return state && words && isRead ? <Drawn {...{ tally, state, words, unsentText }} /> : null
}

interface DrawnProps {
  tally: Tally
  state: AppState
  words: Words
  unsentText: UnsentText
}

function Drawn({ tally, state, words, unsentText }: DrawnProps): JSX.Element {
  const [refusal, setRefusal] = useState<string | null>(null)
  const theme = useThemeInUse(state.settings.theme)
  const ground = useGround(state.settings.theme)

  const ask: Ask = useCallback(
    async (wish) => {
      try {
        await wish(tally)
        setRefusal(null)
        return true
      } catch (error) {
        setRefusal(
          words.t('window.refused', { detail: error instanceof Error ? error.message : String(error) }),
        )
        return false
      }
    },
    [words, tally],
  )
  useKeptFocus()
  const shown = useMemo(
    () => ({ state, light: lightOf(state), words, ask, unsentText }),
    [state, words, ask, unsentText],
  )

  useEffect(() => {
    document.documentElement.lang = words.language
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark'
  }, [words, theme])

  useEffect(() => {
    const hide = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') void ask((app) => app.hideWindow())
    }
    addEventListener('keydown', hide)
    return () => removeEventListener('keydown', hide)
  }, [ask])

  const { session, page } = state
  const follows = page === 'now' && (session.kind === 'signed-in' || session.kind === 'demo')
  return (
    <ShownContext value={shown}>
      <FluentProvider className={`window ${theme}-theme ${state.settings.palette}-palette on-${ground}`}>
        <ViewBoundary shown={shown} as="main">
          <Status className="unseen" tally={tally} />
          <WindowHeader />
          {session.kind === 'demo' && <DemoBanner />}
          {state.mishap && (
            <p role="status" className="mishap">
              {words.t(`window.mishap.${state.mishap}`)}
            </p>
          )}
          <UnreadSettingsNote />
          {refusal && (
            <p role="alert" className="refusal">
              {refusal}
            </p>
          )}
          <main className="window-main">
            <ViewBoundary shown={shown} as="div">
              <View />
            </ViewBoundary>
          </main>
          {follows && <WindowFooter />}
        </ViewBoundary>
      </FluentProvider>
    </ShownContext>
  )
}

/** The light for those who listen, and as the window's title: the words of the tray. */
function Status({ className, tally }: { className: string; tally: Tally }): JSX.Element {
  const { state, light, words } = useShown()
  const line = statusLine(state, light, words, useNow(10_000))
  useToldTimeZone(tally)
  useEffect(() => {
    document.title = `${line} – ${words.t('window.name')}`
  }, [line, words])
  return (
    <p role="status" className={className}>
      {line}
    </p>
  )
}

function View(): JSX.Element {
  const { session, settings, page } = useShown().state
  if (page === 'settings') return <SettingsView />
  switch (session.kind) {
    case 'starting':
      return <StartingView />
    case 'not-set-up':
      return <FirstStartView problem={null} />
    case 'signed-out':
      return settings.clientId === '' ? (
        <FirstStartView problem={session.problem} />
      ) : (
        <SignedOutView problem={session.problem} />
      )
    case 'signing-in':
      return <SigningInView />
    case 'other-account':
      return <OtherAccountView session={session} />
    case 'signed-in':
    case 'demo':
      return page === 'today' ? <TodayView /> : page === 'colleagues' ? <ColleaguesView /> : <NowView />
  }
}
