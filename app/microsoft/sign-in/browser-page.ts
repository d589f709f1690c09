// The pages that the program itself serves to the browser: at the end of a sign-in, and for any other request.
import { createHash } from 'node:crypto'
import { directionOf } from '../../../words/locale.ts'
import type { Namespaces, Words } from '../../../words/words.ts'
import type { Language } from '../../model/names.ts'

/** What is wrong with a request that is not the answer of the sign-in. */
export type RequestFault = keyof Namespaces['browser']['refused']

/** Complete HTML pages in the user's language. */
export interface BrowserPages {
  /** After a successful sign-in. */
  done: string
  /** After any other outcome. */
  failed: string
  /** For a request that was refused, with the reason. */
  refused: Readonly<Record<RequestFault, string>>
}

const STYLE = `
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 "Segoe UI", system-ui, sans-serif;
    background: #f5f5f5; color: #242424 }
  main { max-width: 26rem; margin: 1.5rem; padding: 2.5rem; text-align: center; background: #fff; border-radius: 12px;
    box-shadow: 0 2px 4px #0001, 0 8px 24px #0002 }
  h1 { font-size: 1.375rem; line-height: 1.3; margin: 1.25rem 0 .5rem }
  p { margin: 0; color: #424242 }
  @media (prefers-color-scheme: dark) {
    body { background: #1f1f1f; color: #fff } main { background: #292929 } p { color: #d6d6d6 }
  }
`

/** The Content Security Policy of these pages: only their own style ("CSP Level 3", hashes). */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

export function browserPages({ t, language }: Words): BrowserPages {
  const refusal = (fault: RequestFault) => {
    const text = `${t(`browser.refused.${fault}`)} ${t('browser.refusedText')}`
    return page(t('browser.refusedTitle'), text, false, language)
  }
  return {
    done: page(t('browser.doneTitle'), t('browser.doneText'), true, language),
    failed: page(t('browser.failedTitle'), t('browser.failedText'), false, language),
    refused: {
      host: refusal('host'),
      path: refusal('path'),
      method: refusal('method'),
      type: refusal('type'),
      size: refusal('size'),
      headers: refusal('headers'),
      form: refusal('form'),
      state: refusal('state'),
      code: refusal('code'),
      answered: page(t('browser.answeredTitle'), t('browser.refused.answered'), false, language),
      unreadable: refusal('unreadable'),
      slow: refusal('slow'),
    },
  }
}

function page(title: string, text: string, good: boolean, language: Language): string {
  const colour = good ? '#13a10e' : '#c50f1f'
  const mark = good ? 'M14 25.5l7 7 13-15' : 'M16 16l16 16M32 16L16 32'
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Tally Light</title>
<style>${STYLE}</style>
<main>
  <svg width="48" height="48" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="24" fill="${colour}"/><path
    d="${mark}" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>
  <h1>${escaped(title)}</h1>
  <p>${escaped(text)}</p>
</main>
</html>
`
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
