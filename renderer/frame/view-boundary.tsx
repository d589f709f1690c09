// The error boundary around the view and around the whole window: it shows the error and a way back.
import { Button } from '@fluentui/react-components'
import { WarningRegular } from '@fluentui/react-icons'
import { Component, type ReactNode } from 'react'
import { errorText } from '../../app/model/problems/thrown-error.ts'
import { Card } from '../controls/card.tsx'
import { CommandButton } from '../controls/command-button.tsx'
import { useWindow } from './window-context.ts'

interface Props {
  /** Another value renders the children again after an error. */
  resetKey: object
  /** The element around the error: the window's boundary needs a `main`. */
  as: 'main' | 'div'
  children: ReactNode
}

export class ViewBoundary extends Component<Props, { failure: string | null }> {
  override state = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: errorText(error) }
  }

  override componentDidUpdate({ resetKey }: Props): void {
    if (this.state.failure !== null && resetKey !== this.props.resetKey) this.setState({ failure: null })
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === null) return this.props.children
    const { as: Element } = this.props
    return (
      <Element className={Element === 'main' ? 'window-main' : undefined}>
        <FailedView detail={failure} onAgain={() => this.setState({ failure: null })} />
      </Element>
    )
  }
}

function FailedView({ detail, onAgain }: { detail: string; onAgain: () => void }) {
  const { state, t } = useWindow()
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
            <CommandButton command={(tally) => tally.showPage('now')}>{t('window.back')}</CommandButton>
          )}
          <CommandButton command={(tally) => tally.copyDiagnostics()}>
            {t('window.failed.copy')}
          </CommandButton>
        </div>
      </Card>
    </div>
  )
}
