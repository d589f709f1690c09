// The connection to the simulator: posts are sent one after another, events are received on one stream.
import { decode, encode } from './ipc-encoding.js'

let lastPost = Promise.resolve()

/** Posts in the order of the calls, so that a page's messages keep their order. */
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

/** Sends a message of a window's page to the app. `page`: the id that the server gave this page. */
export const postMessageOf = (page, message) => post('ipc', { ...message, page, args: encode(message.args) })

/** Calls back for each new state, and for each message and answer to a window. */
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
