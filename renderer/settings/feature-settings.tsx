// A switch for each feature that needs more permissions. Its hint names them before the browser opens.
import { Button } from '@fluentui/react-components'
import type { FeatureName } from '../../app/model/names.ts'
import { LabelledCopyButton } from '../controls/copy-button.tsx'
import { ProblemCard } from '../controls/problem-card.tsx'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'
import { NumberField } from '../sign-in/number-field.tsx'

/** In the order of the page. */
const features: readonly FeatureName[] = ['own-status', 'colleagues']

export function FeatureSettings() {
  const { state, t } = useWindow()
  return (
    <>
      {state.session.kind !== 'signed-in' && <p className="quiet">{t('settings.featuresNeedAccount')}</p>}
      {features.map((feature) => (
        <FeatureSetting key={feature} feature={feature} />
      ))}
    </>
  )
}

/** The switch of a feature, with the sign-in or the problem that it waits for. */
export function FeatureSetting({ feature }: { feature: FeatureName }) {
  const { state, t, ask } = useWindow()
  const { features: states, session, settings } = state
  const signedIn = session.kind === 'signed-in'
  const featureState = states[feature]
  const switchFeature = (on: boolean) => ask((tally) => tally.switchFeature({ feature, on }))
  return (
    <div className="feature">
      <SwitchSetting
        label={t(`settings.feature.${feature}`)}
        hint={t(`settings.featureHint.${feature}`)}
        on={signedIn ? featureState.kind !== 'off' : settings.features.includes(feature)}
        disabled={!signedIn}
        managedAs={feature}
        onTurn={switchFeature}
      />
      <div role="status">{featureState.kind === 'asking' && <p>{t('settings.signingIn')}</p>}</div>
      {featureState.kind === 'asking' && (
        <div className="asking">
          <div className="buttons">
            <Button size="small" onClick={() => ask((tally) => tally.cancelSignIn())}>
              {t('settings.featureCancel')}
            </Button>
            <LabelledCopyButton command={(tally) => tally.copySignInLink()}>
              {t('window.signingIn.copyLink')}
            </LabelledCopyButton>
          </div>
          <NumberField waiting />
        </div>
      )}
      {featureState.kind === 'held-up' && (
        <ProblemCard problem={featureState.problem} tryAgain={() => switchFeature(true)} />
      )}
      {featureState.kind === 'held-up' && featureState.problem.kind === 'sign-in-timed-out' && (
        <NumberField />
      )}
    </div>
  )
}
