// The pages of somebody whose presence is followed: now, the days behind it, and the colleagues where they are shown.
import type { JSX } from 'react'
import { useShown } from './shown.ts'

const tabs = ['now', 'today', 'colleagues'] as const

export function PageTabs(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  return (
    <nav className="page-tabs" aria-label={t('today.pages')}>
      {tabs
        .filter((page) => page !== 'colleagues' || state.features.colleagues.kind !== 'off')
        .map((page) => (
          <button
            key={page}
            type="button"
            aria-current={state.page === page ? 'page' : undefined}
            onClick={() => ask((tally) => tally.showPage(page))}
          >
            {t(`today.page.${page}`)}
          </button>
        ))}
    </nav>
  )
}
