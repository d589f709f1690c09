// The window: its theme and language, the view for the state, and the parts around every view.
import { FluentProvider } from '@fluentui/react-components'
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Tally } from '../../app/contract/contract.ts'
import { lightOf } from '../../app/model/light.ts'
import { isFollowed } from '../../app/model/lights/followed-sessions.ts'
import { errorText } from '../../app/model/problems/thrown-error.ts'
import type { AccountView } from '../../app/model/state.ts'
import { directionOf } from '../../words/locale.ts'
import { statusHead, statusLine } from '../../words/status.ts'
import type { Words } from '../../words/words.ts'
import type { UnsentText } from '../controls/unsent-fields.ts'
import { useNow } from '../controls/use-now.ts'
import { Hero } from '../now/hero.tsx'
import { NowView } from '../now/now-view.tsx'
import { OtherAccountView } from '../sign-in/other-account-view.tsx'
import { SignedOutView } from '../sign-in/signed-out-view.tsx'
import { SigningInView } from '../sign-in/signing-in-view.tsx'
import { AccountSwitch } from './account-switch.tsx'
import { lazyView } from './lazy-view.tsx'
import type { NestedView } from './nested-view.ts'
import type { StateStore } from './state-store.ts'
import { useGround, useThemeInUse } from './theme.ts'
import { useFocusRecovery } from './use-focus-recovery.ts'
import { useReportTimeZone } from './use-report-time-zone.ts'
import { useWords } from './use-words.ts'
import { ViewBoundary } from './view-boundary.tsx'
import { type Ask, useWindow, WindowContext } from './window-context.ts'
import { WindowFooter } from './window-footer.tsx'
import { WindowHeader } from './window-header.tsx'
import { DemoBanner, OutputSecretsQuestion, UnreadSettingsNote, WhoseBanner } from './window-notes.tsx'

// Rarely opened views, loaded on demand so that Now appears sooner.
const SettingsView = lazyView(() =>
  import('../settings/settings-view.tsx').then((module) => module.SettingsView),
)
const FirstStartView = lazyView(() =>
  import('../first-start/first-start-view.tsx').then((module) => module.FirstStartView),
)
const ColleaguesView = lazyView(() =>
  import('../colleagues/colleagues-view.tsx').then((module) => module.ColleaguesView),
)
const TodayView = lazyView(() => import('../today/today-view.tsx').then((module) => module.TodayView))

interface TallyWindowProps {
  tally: Tally
  states: StateStore
  unsentText: UnsentText
}

export function TallyWindow({ tally, states, unsentText }: TallyWindowProps) {
  const state = useStore(states)
  const words = useWords(tally, state?.language)
  const isRead = useStore(unsentText.texts, (texts) => texts !== null)
  return state && words && isRead ? (
    <LoadedWindow tally={tally} state={state} words={words} unsentText={unsentText} />
  ) : null
}

interface LoadedWindowProps {
  tally: Tally
  state: AccountView
  words: Words
  unsentText: UnsentText
}

function LoadedWindow({ tally, state, words, unsentText }: LoadedWindowProps) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const [nested, nest] = useState<NestedView | null>(null)
  const theme = useThemeInUse(state.settings.theme)
  const ground = useGround(state.settings.theme)

  const ask: Ask = useCallback(
    async (command) => {
      try {
        await command(tally)
        setRefusal(null)
        return true
      } catch (error) {
        setRefusal(words.t('window.refused', { detail: errorText(error) }))
        return false
      }
    },
    [words, tally],
  )
  useFocusRecovery()
  const value = useMemo(
    () => ({ ...words, words, state, light: lightOf(state), ask, unsentText, nest }),
    [state, words, ask, unsentText],
  )

  useEffect(() => {
    document.documentElement.lang = words.language
    document.documentElement.dir = directionOf(words.language)
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark'
  }, [words, theme])

  const { session, page, settingsPage } = state
  const isInSettings = page === 'settings' && settingsPage !== null
  useLayoutEffect(() => {
    const goBack = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      if (nested) nested.goBack()
      else void ask((app) => (isInSettings ? app.showPage('settings') : app.hideWindow()))
    }
    addEventListener('keydown', goBack)
    return () => removeEventListener('keydown', goBack)
  }, [ask, isInSettings, nested])

  const showsPresence = page === 'now' && isFollowed(session)
  return (
    <WindowContext value={value}>
      <FluentProvider
        dir={directionOf(words.language)}
        className={`window ${theme}-theme ${state.settings.palette}-palette on-${ground}`}
      >
        <ViewBoundary resetKey={value} as="main">
          <Status className="visually-hidden" tally={tally} />
          <WindowHeader nested={nested} />
          <AccountSwitch />
          {session.kind === 'demo' && <DemoBanner />}
          <WhoseBanner />
          {state.programFailure && (
            <p role="status" className="program-note">
              {words.t(`window.programFailure.${state.programFailure}`)}
            </p>
          )}
          <UnreadSettingsNote />
          <OutputSecretsQuestion />
          {refusal && (
            <p role="alert" className="refusal">
              {refusal}
            </p>
          )}
          <main className="window-main">
            <ViewBoundary resetKey={value} as="div">
              <View key={state.accountId} />
            </ViewBoundary>
          </main>
          {showsPresence && <WindowFooter />}
        </ViewBoundary>
      </FluentProvider>
    </WindowContext>
  )
}

/**
 * The tray's status line for screen readers, and as the window's title. A screen reader says it when the state changes, not
 * when a detail does: a start that becomes known, or a time that gets its date after midnight.
 */
function Status({ className, tally }: { className: string; tally: Tally }) {
  const { state, light, words, t } = useWindow()
  const nowMs = useNow(10_000)
  const line = statusLine(state, light, words, nowMs)
  const about = statusHead(state, light, words, nowMs)
  const [said, setSaid] = useState({ about, line })
  if (said.about !== about) setSaid({ about, line })
  useReportTimeZone(tally)
  useEffect(() => {
    document.title = `${line} – ${t('window.name')}`
  }, [line, t])
  return (
    <p role="status" className={className}>
      {said.line}
    </p>
  )
}

function View() {
  const { state, t } = useWindow()
  const { session, settings, page } = state
  if (page === 'settings') return <SettingsView />
  switch (session.kind) {
    case 'starting':
      return <Hero title={t('presence.status.starting')} />
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
    case 'this-computer':
    case 'demo':
      if (page === 'today') return <TodayView />
      return page === 'colleagues' ? <ColleaguesView /> : <NowView />
  }
}
