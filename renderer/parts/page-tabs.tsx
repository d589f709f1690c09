// The two pages of somebody whose presence is followed: now, and the days behind it.
import type { JSX } from 'react'
import { useShown } from '../shown.ts'

const tabs = ['now', 'today'] as const

export function PageTabs(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  return (
    <nav className="page-tabs" aria-label={t('today.pages')}>
      {tabs.map((page) => (
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
