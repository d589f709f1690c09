// The page that the browser shows once Entra has answered: served by the loopback server, so it carries all it needs.
import type { Words } from '../../words/words.ts'

/** Whole HTML pages, in the user's language: one for a sign-in that Entra has granted, one for any other end. */
export function browserPages({ t, language }: Words): { done: string; failed: string } {
  return {
    done: page(t('browser.doneTitle'), t('browser.doneText'), true, language),
    failed: page(t('browser.failedTitle'), t('browser.failedText'), false, language),
  }
}

function page(title: string, text: string, good: boolean, language: string): string {
  const colour = good ? '#13a10e' : '#c50f1f'
  const mark = good ? 'M14 25.5l7 7 13-15' : 'M16 16l16 16M32 16L16 32'
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Tally Light</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 "Segoe UI", system-ui, sans-serif;
    background: #f5f5f5; color: #242424 }
  main { max-width: 26rem; margin: 1.5rem; padding: 2.5rem; text-align: center; background: #fff; border-radius: 12px;
    box-shadow: 0 2px 4px #0001, 0 8px 24px #0002 }
  h1 { font-size: 1.375rem; line-height: 1.3; margin: 1.25rem 0 .5rem }
  p { margin: 0; color: #424242 }
  @media (prefers-color-scheme: dark) {
    body { background: #1f1f1f; color: #fff } main { background: #292929 } p { color: #d6d6d6 }
  }
</style>
<main>
  <svg width="48" height="48" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="24" fill="${colour}"/><path
    d="${mark}" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>
  <h1>${escaped(title)}</h1>
  <p>${escaped(text)}</p>
</main>
</html>
`
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
