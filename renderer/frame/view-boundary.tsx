// Around the view, and around all of the window: a bug in either shows plain words and a way back, never a blank window.
import { Button } from '@fluentui/react-components'
import { WarningRegular } from '@fluentui/react-icons'
import { Component, type JSX, type ReactNode } from 'react'
import { Card } from '../controls/card.tsx'
import { useShown } from './shown.ts'

interface Props {
  /** What is shown: another one is tried anew. */
  shown: object
  /** What stands in its place: all of the window needs a `main` of its own. */
  as: 'main' | 'div'
  children: ReactNode
}

export class ViewBoundary extends Component<Props, { failure: string | null }> {
  override state = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) }
  }

  override componentDidUpdate({ shown }: Props): void {
    if (this.state.failure !== null && shown !== this.props.shown) this.setState({ failure: null })
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === null) return this.props.children
    const { as: Place } = this.props
    return (
      <Place className={Place === 'main' ? 'window-main' : undefined}>
        <FailedView detail={failure} onAgain={() => this.setState({ failure: null })} />
      </Place>
    )
  }
}

function FailedView({ detail, onAgain }: { detail: string; onAgain: () => void }): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  return (
    <div role="alert">
      <Card tone="warning" icon={<WarningRegular />} title={t('window.failed.title')}>
        <p className="quiet">{t('window.failed.meaning')}</p>
        <p>{t('window.failed.nextStep')}</p>
        <p className="small">{detail}</p>
        <div className="buttons">
          <Button size="small" appearance="primary" onClick={onAgain}>
            {t('window.failed.again')}
          </Button>
          {state.page !== 'now' && (
            <Button size="small" onClick={() => ask((tally) => tally.showPage('now'))}>
              {t('window.back')}
            </Button>
          )}
          <Button size="small" onClick={() => ask((tally) => tally.copyDiagnostics())}>
            {t('window.failed.copy')}
          </Button>
        </div>
      </Card>
    </div>
  )
}
