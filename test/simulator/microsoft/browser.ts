// A minimal browser for the tests: opens a page of the fake Entra and submits its form.

export interface Form {
  action: string
  fields: Record<string, string>
}

/** The fake's URL for a URL of Microsoft: `https://HOST/PATH` becomes `URL/HOST/PATH`. */
export const atFake = (fakeUrl: string, address: string): string =>
  address.replace(/^https:\/\//, `${fakeUrl}/`)

/** Opens a page. `form` is null if it has none, such as Entra's error page. */
export async function openPage(url: string): Promise<{ status: number; text: string; form: Form | null }> {
  const response = await fetch(url)
  const text = await response.text()
  const action = /<form method="POST" action="([^"]*)">/.exec(text)?.[1]
  const inputs = text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  const fields = Object.fromEntries(
    [...inputs].map(([, name = '', value = '']) => [name, unescapeHtml(value)]),
  )
  return { status: response.status, text, form: action === undefined ? null : { action, fields } }
}

/** Submits a form. Resolves to the answer's page. */
const submit = ({ action, fields }: Form): Promise<Response> =>
  fetch(action, { method: 'POST', body: new URLSearchParams(fields) })

/** Signs in: opens the page and submits its form. Throws if Entra shows no form. */
export async function signInThroughBrowser(fakeUrl: string, authorizeUrl: string): Promise<Response> {
  const { text, form } = await openPage(atFake(fakeUrl, authorizeUrl))
  if (!form) throw new Error(`Entra stopped: ${/AADSTS[^<]*/.exec(text)?.[0] ?? text}`)
  return submit(form)
}

const unescapeHtml = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
