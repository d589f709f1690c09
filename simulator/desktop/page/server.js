// Talks to the simulator: posts go out one after another, what happens comes in on one stream.
import { decode, encode } from './wire.js'

let lastPost = Promise.resolve()

/** Posts in the order of the calls, as a page's messages must not overtake each other. */
export function post(name, body = {}) {
  const sent = lastPost.then(() =>
    fetch(`/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  lastPost = sent.catch(() => {})
  return lastPost
}

/** A message of a window's page to the app. `page` is this page's name with the server. */
export const postMessageOf = (page, message) => post('ipc', { ...message, page, args: encode(message.args) })

/** Calls back for every drawing, and for each message and answer to a window. */
export function listen({ onPage, onDesktop, onToWindow, onGone }) {
  const events = new EventSource('/events')
  const on = (name, act) => events.addEventListener(name, (event) => act(JSON.parse(event.data)))
  on('page', onPage)
  on('desktop', onDesktop)
  on('message', ({ window, channel, args }) =>
    onToWindow(window, { kind: 'event', channel, args: decode(args) }),
  )
  on('answer', ({ window, call, error, value }) =>
    onToWindow(window, { kind: 'answer', call, error, value: decode(value) }),
  )
  events.addEventListener('error', () => onGone(events.readyState))
}
