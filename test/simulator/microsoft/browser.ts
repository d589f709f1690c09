// The browser of a test: opens a page of the fake Entra's and submits the form in it.

export interface Form {
  action: string
  fields: Record<string, string>
}

/** Where the fake answers for an address of Microsoft's: `https://HOST/PATH` becomes `URL/HOST/PATH`. */
export const atFake = (fakeUrl: string, address: string): string =>
  address.replace(/^https:\/\//, `${fakeUrl}/`)

/** Opens a page; `form` is null on one that has none, such as Entra's error page. */
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

/** Sends a form as a browser does, and gives the page that answers it. */
const submit = ({ action, fields }: Form): Promise<Response> =>
  fetch(action, { method: 'POST', body: new URLSearchParams(fields) })

/** What a person does between "Sign in" and the page that says it worked. Throws where Entra shows no form. */
export async function signInThroughBrowser(fakeUrl: string, authorizeUrl: string): Promise<Response> {
  const { text, form } = await openPage(atFake(fakeUrl, authorizeUrl))
  if (!form) throw new Error(`Entra stopped: ${/AADSTS[^<]*/.exec(text)?.[0] ?? text}`)
  return submit(form)
}

const unescapeHtml = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
