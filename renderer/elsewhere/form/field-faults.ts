// What is wrong with an entered value, before it is sent.
import { type FieldValues, lines, type OutputField } from './output-fields.ts'

type FieldFault = 'empty' | 'number' | 'host' | 'address' | 'lines'

/** `hasSecret`: one is kept already, so an empty field is right. */
export function faultOfField(
  { name, control }: OutputField,
  values: FieldValues,
  hasSecret: boolean,
): FieldFault | null {
  const value = (values[name] ?? '').trim()
  switch (control.kind) {
    case 'text':
      return control.required && value === '' ? 'empty' : null
    case 'host':
      if (value === '') return 'empty'
      return isHost(value) ? null : 'host'
    case 'number':
      return /^\d+$/.test(value) && Number(value) >= control.from && Number(value) <= control.to
        ? null
        : 'number'
    case 'secret':
      if (control.typed !== 'address') return null
      if (value === '') return hasSecret ? null : 'empty'
      return hostOf(value) === null ? 'address' : null
    case 'lines':
      return lines(value).length > control.most ? 'lines' : null
    case 'choice':
    case 'switch':
      return null
    default:
      throw control satisfies never
  }
}

/** A name or an address, without a scheme, a port or a path. An IPv6 address has several colons, and may be in brackets. */
const isHost = (value: string) => !/[\s/]|\]./.test(value) && value.split(':').length !== 2

/** The host of an http or https address; null if it is none. */
export function hostOf(address: string): string | null {
  const text = address.trim()
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null
  return new URL(text).hostname
}
