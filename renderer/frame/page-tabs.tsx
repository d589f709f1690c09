// The tabs of the pages: Now, Today, and Colleagues if that feature is on.
import { useWindow } from './window-context.ts'

const tabs = ['now', 'today', 'colleagues'] as const

export function PageTabs() {
  const { state, t, ask } = useWindow()
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
