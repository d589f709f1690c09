// A switch for each feature that needs more permissions. Its hint names them before the browser opens.
import type { FeatureName } from '../../app/model/names.ts'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'
import { SignInProblem } from '../sign-in/number-field.tsx'
import { BrowserSteps } from '../sign-in/signing-in-view.tsx'

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
          <BrowserSteps cancel={t('settings.featureCancel')} />
        </div>
      )}
      {featureState.kind === 'held-up' && (
        <SignInProblem problem={featureState.problem} tryAgain={() => switchFeature(true)} />
      )}
    </div>
  )
}
