// The tabs of the pages: Now, Today, and Colleagues if that feature is on.
import type { JSX } from 'react'
import { useWindow } from './window-context.ts'

const tabs = ['now', 'today', 'colleagues'] as const

export function PageTabs(): JSX.Element {
  const { state, words, ask } = useWindow()
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
