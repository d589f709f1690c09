// Entra's pages in the browser: the form that posts the answer to the app, and the error page.

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f2f2f2; color: #1b1b1b;
         font: 15px/1.5 "Segoe UI", system-ui, sans-serif }
  main { width: 22rem; padding: 2.5rem; background: #fff; box-shadow: 0 2px 6px #0003 }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; font-weight: 600 }
  button { padding: .4rem 1.6rem; border: 0; background: #0067b8; color: #fff; font: inherit }
  small { color: #616161 }
</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>${content}<p><small>A make-believe Microsoft, for tests.</small></p></main></body>
</html>`

/** A form that submits itself, with a button for browsers without scripts. Null fields are omitted. */
export function formPage(title: string, action: string, fields: Record<string, string | null>): string {
  const inputs = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [`<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`],
  )
  return page(
    title,
    `<form method="POST" action="${escapeHtml(action)}">${inputs.join('\n')}<button>Continue</button></form>
<script>document.forms[0].submit()</script>`,
  )
}

export const errorPage = (message: string): string =>
  page('Sorry, but we’re having trouble signing you in.', `<p>${escapeHtml(message)}</p>`)

/** The page of a captive portal, as in a hotel's network. */
export const captivePortalPage = page(
  'Welcome to the guest network',
  '<p>Please accept the terms of use.</p>',
)

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
