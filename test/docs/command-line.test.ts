// docs/command-line.md describes status.json as it is.
import { expect, test } from 'vitest'
import { statusReportSchema } from '../../app/model/external-outputs/status-report.ts'
import { codeIn, readPage, tablesOf } from './markdown.ts'

const page = readPage('docs/command-line.md')

test('each name is explained, and each light', () => {
  const [rows = []] = tablesOf(page, 'name', 'value')
  expect(rows.map(([name]) => codeIn(name))).toEqual(Object.keys(statusReportSchema.shape))
  const [, lights = ''] = rows[0] ?? []
  expect([...lights.matchAll(/`([\w-]+)`/g)].map(([, light]) => light)).toEqual(
    statusReportSchema.shape.light.options,
  )
})

test('the example is valid', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? []
  statusReportSchema.strict().parse(JSON.parse(example))
})
