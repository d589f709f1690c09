// Show it elsewhere: the list of outputs, and the views that it leads to.
import { useMemo, useState } from 'react'
import { useNestedView } from '../frame/nested-view.ts'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { type ElsewhereView, parentOf } from './elsewhere-view.ts'
import { HueForm } from './form/hue-form.tsx'
import { OutputForm } from './form/output-form.tsx'
import { KindChoice } from './kind-choice.tsx'
import { LightTable } from './light-table.tsx'
import { OutputList } from './output-list.tsx'
import { OutputPage } from './output-page.tsx'
import { ScheduleSetting } from './schedule-setting.tsx'
import './elsewhere.css'

const LIST: ElsewhereView = { kind: 'list' }

export function ElsewhereSettings() {
  const { state, t } = useWindow()
  const outputs = state.settings.externalOutputs
  const [[view, lastView], setViews] = useState<[ElsewhereView, ElsewhereView]>([LIST, LIST])
  const output = 'id' in view ? outputs.find(({ id }) => id === view.id) : undefined
  // Such as after an output was removed.
  const shown = 'id' in view && !output ? LIST : view
  const open = (next: ElsewhereView) => setViews([next, shown])

  const titleOf = (one: ElsewhereView): string => {
    if (one.kind === 'list') return t('settings.page.elsewhere')
    if (one.kind === 'kinds') return t('elsewhere.addOne')
    if (one.kind === 'new') return t(`elsewhere.kind.${one.of}.title`)
    if (one.kind === 'output') return outputs.find(({ id }) => id === one.id)?.name ?? ''
    return t(`elsewhere.place.${one.kind}`)
  }
  const parent = parentOf(shown)
  const backTo = parent && titleOf(parent)
  const nested = useMemo(
    () => (backTo === null ? null : { backTo, goBack: () => setViews(([at]) => [parentOf(at) ?? LIST, at]) }),
    [backTo],
  )
  useNestedView(nested)

  return (
    <>
      <PageTitle key={`${shown.kind} ${'id' in shown ? shown.id : ''}`}>{titleOf(shown)}</PageTitle>
      {content()}
    </>
  )

  function content() {
    if (shown.kind === 'list') return <OutputList open={open} lastView={lastView} />
    if (shown.kind === 'kinds')
      return <KindChoice open={open} lastKind={lastView.kind === 'new' ? lastView.of : null} />
    if (shown.kind === 'new') {
      const onSaved = (id: string) => open({ kind: 'output', id })
      return shown.of === 'hue' ? (
        <HueForm before={null} onSaved={onSaved} />
      ) : (
        <OutputForm kind={shown.of} before={null} onSaved={onSaved} />
      )
    }
    if (!output) return null
    if (shown.kind === 'output') return <OutputPage output={output} open={open} lastView={lastView} />
    if (shown.kind === 'lights') return <LightTable output={output} />
    if (shown.kind === 'hours') return <ScheduleSetting output={output} />
    const { target, id } = output
    return target.kind === 'hue' ? (
      <HueForm before={{ ...output, target }} onSaved={() => open({ kind: 'output', id })} />
    ) : (
      <OutputForm kind={target.kind} before={output} onSaved={() => open({ kind: 'output', id })} />
    )
  }
}
