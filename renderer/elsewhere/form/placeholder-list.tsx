// The placeholders that the texts of an output may contain, and what each stands for.
import { placeholderNames } from '../../../app/model/external-outputs/placeholders.ts'
import { useWindow } from '../../frame/window-context.ts'

export function PlaceholderList() {
  const { t } = useWindow()
  return (
    <details>
      <summary>{t('elsewhere.placeholders')}</summary>
      <dl className="placeholders">
        {placeholderNames.map((name) => (
          <div key={name}>
            <dt>
              <bdi>{`{{${name}}}`}</bdi>
            </dt>
            <dd>{t(`elsewhere.placeholder.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
