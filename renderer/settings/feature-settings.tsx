// What needs more than the light does: a switch each, with the permissions and the reason before the browser opens.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import type { FeatureName } from '../../app/model/names.ts'
import { CopyInWords } from '../controls/copy-button.tsx'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useShown } from '../frame/shown.ts'
import { NumberField } from '../sign-in/number-field.tsx'
import { SwitchSetting } from './settings-fields.tsx'

/** As the contract has them; their words are settings.feature.* and settings.featureHint.*. */
const features: readonly FeatureName[] = ['own-status', 'colleagues']

export function FeatureSettings(): JSX.Element {
  const { state, words } = useShown()
  return (
    <>
      {state.session.kind !== 'signed-in' && (
        <p className="quiet">{words.t('settings.featuresNeedAccount')}</p>
      )}
      {features.map((feature) => (
        <FeatureSetting key={feature} feature={feature} />
      ))}
    </>
  )
}

/** One of them: off, asking, on, or held up with the reason. */
export function FeatureSetting({ feature }: { feature: FeatureName }): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  const { features: states, session, settings } = state
  const signedIn = session.kind === 'signed-in'
  const became = states[feature]
  const turn = (on: boolean) => ask((tally) => tally.switchFeature({ feature, on }))
  return (
    <div className="feature">
      <SwitchSetting
        label={t(`settings.feature.${feature}`)}
        hint={t(`settings.featureHint.${feature}`)}
        on={signedIn ? became.kind !== 'off' : settings.features.includes(feature)}
        disabled={!signedIn}
        managedAs={feature}
        onTurn={turn}
      />
      <div role="status">{became.kind === 'asking' && <p>{t('settings.signingIn')}</p>}</div>
      {became.kind === 'asking' && (
        <div className="asking">
          <div className="buttons">
            <Button size="small" onClick={() => ask((tally) => tally.cancelSignIn())}>
              {t('settings.featureCancel')}
            </Button>
            <CopyInWords what={(tally) => tally.copySignInLink()}>
              {t('window.signingIn.copyLink')}
            </CopyInWords>
          </div>
          <NumberField waiting />
        </div>
      )}
      {became.kind === 'held-up' && <ProblemCard problem={became.problem} tryAgain={() => turn(true)} />}
      {became.kind === 'held-up' && became.problem.kind === 'sign-in-timed-out' && <NumberField />}
    </div>
  )
}
