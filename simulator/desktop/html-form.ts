// The first form of an HTML page, as a browser would submit it.
import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

interface Form {
  method: 'get' | 'post'
  /** As written; '' means the page itself. */
  action: string
  fields: URLSearchParams
}

const children = (node: Node): Node[] => ('childNodes' in node ? node.childNodes : [])
const isElement = (node: Node): node is Element => 'tagName' in node
const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value
const text = (node: Node): string => ('value' in node ? node.value : children(node).map(text).join(''))

function elements(node: Node): Element[] {
  return children(node).flatMap((child) => (isElement(child) ? [child, ...elements(child)] : elements(child)))
}

/** The submitted values: without buttons, as `form.submit()` leaves them out, and without unchecked boxes. */
function valuesOf(element: Element): string[] {
  if (attribute(element, 'disabled') !== undefined) return []
  if (element.tagName === 'textarea') return [text(element)]
  if (element.tagName === 'select') {
    const options = elements(element).filter((one) => one.tagName === 'option')
    const chosen = options.find((one) => attribute(one, 'selected') !== undefined) ?? options[0]
    return chosen ? [attribute(chosen, 'value') ?? text(chosen)] : []
  }
  if (element.tagName !== 'input') return []
  const type = attribute(element, 'type')?.toLowerCase() ?? 'text'
  if (['submit', 'button', 'image', 'reset', 'file'].includes(type)) return []
  if (type !== 'checkbox' && type !== 'radio') return [attribute(element, 'value') ?? '']
  return attribute(element, 'checked') === undefined ? [] : [attribute(element, 'value') ?? 'on']
}

/** Null when the page holds no form. */
export function firstForm(html: string): Form | null {
  const form = elements(parse(html)).find((element) => element.tagName === 'form')
  if (!form) return null
  const fields = new URLSearchParams()
  for (const element of elements(form)) {
    const name = attribute(element, 'name')
    if (name) for (const value of valuesOf(element)) fields.append(name, value)
  }
  return {
    method: attribute(form, 'method')?.toLowerCase() === 'post' ? 'post' : 'get',
    action: attribute(form, 'action') ?? '',
    fields,
  }
}
