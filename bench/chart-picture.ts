// Draws the chart of lag against requests as SVG: two lines on logarithmic axes.

export interface Point {
  requestsPerDay: number
  meanLagSeconds: number
  label: string
}

interface Series {
  name: string
  points: readonly Point[]
}

const SIZE = { width: 860, height: 540 }
const FRAME = { left: 76, right: 832, top: 92, bottom: 462 }
const X = { from: 200, to: 11_000, ticks: [200, 500, 1000, 2000, 5000, 10_000] }
const Y = { from: 1.2, to: 60, ticks: [2, 5, 10, 20, 50] }
const INK = { strong: '#1b1a19', soft: '#5c5a58', line: '#e1dfdd', app: '#0f6cbd', fixed: '#8a3a12' }

const onScale = (value: number, from: number, to: number) => Math.log(value / from) / Math.log(to / from)
const x = (requests: number) => FRAME.left + onScale(requests, X.from, X.to) * (FRAME.right - FRAME.left)
const y = (seconds: number) => FRAME.bottom - onScale(seconds, Y.from, Y.to) * (FRAME.bottom - FRAME.top)
const n = (value: number) => value.toFixed(1)

const text = (left: number, top: number, words: string, more = '') =>
  `<text x="${n(left)}" y="${n(top)}" ${more}>${words}</text>`

function grid(): string {
  const upright = X.ticks.map(
    (tick) => `<line x1="${n(x(tick))}" x2="${n(x(tick))}" y1="${FRAME.top}" y2="${FRAME.bottom}"/>`,
  )
  const level = Y.ticks.map(
    (tick) => `<line x1="${FRAME.left}" x2="${FRAME.right}" y1="${n(y(tick))}" y2="${n(y(tick))}"/>`,
  )
  return `<g stroke="${INK.line}">${upright.join('')}${level.join('')}</g>`
}

function axes(): string {
  const below = X.ticks.map((tick) =>
    text(x(tick), FRAME.bottom + 22, tick.toLocaleString('en'), 'text-anchor="middle"'),
  )
  const beside = Y.ticks.map((tick) => text(FRAME.left - 10, y(tick) + 5, `${tick} s`, 'text-anchor="end"'))
  return `<g font-size="14" fill="${INK.soft}">${below.join('')}${beside.join('')}
    ${text((FRAME.left + FRAME.right) / 2, FRAME.bottom + 50, 'requests a day', 'text-anchor="middle"')}</g>`
}

const path = (points: readonly Point[]) =>
  points
    .map(
      (point, index) =>
        `${index === 0 ? 'M' : 'L'}${n(x(point.requestsPerDay))} ${n(y(point.meanLagSeconds))}`,
    )
    .join('')

/** Round marks with the label below, or square ones with the label above: distinguishable without colour too. */
function drawSeries({ name, points }: Series, round: boolean): string {
  const colour = round ? INK.app : INK.fixed
  const marks = points.map(({ requestsPerDay, meanLagSeconds, label }) => {
    const [left, top] = [x(requestsPerDay), y(meanLagSeconds)]
    const mark = round
      ? `<circle cx="${n(left)}" cy="${n(top)}" r="6"/>`
      : `<rect x="${n(left - 5.5)}" y="${n(top - 5.5)}" width="11" height="11"/>`
    return round
      ? mark + text(left - 9, top + 21, label, 'text-anchor="end"')
      : mark + text(left + 11, top - 9, label)
  })
  const named = points[round ? 1 : 0]
  const anchor = round ? 'text-anchor="end"' : ''
  const heading = named
    ? text(
        x(named.requestsPerDay) + (round ? -9 : 11),
        y(named.meanLagSeconds) + (round ? 43 : -31),
        name,
        `font-weight="600" font-size="17" ${anchor}`,
      )
    : ''
  const dashes = round ? '' : 'stroke-dasharray="6 5"'
  return `<path d="${path(points)}" fill="none" stroke="${colour}" stroke-width="2.5" ${dashes}/>
  <g fill="${colour}" font-size="14" stroke="#ffffff" stroke-width="4" paint-order="stroke">${marks.join('')}${heading}</g>`
}

export const chartPicture = (app: Series, fixed: Series, heading: string, note: string): string => `<svg
  xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${heading}"
  font-family="'Segoe UI', system-ui, -apple-system, 'DejaVu Sans', sans-serif">
  <rect x="0.5" y="0.5" width="${SIZE.width - 1}" height="${SIZE.height - 1}" rx="10" fill="#ffffff" stroke="${INK.line}"/>
  ${text(28, 40, heading, `font-size="20" font-weight="600" fill="${INK.strong}"`)}
  ${text(28, 66, note, `font-size="14" fill="${INK.soft}"`)}
  ${grid()}
  ${axes()}
  ${drawSeries(fixed, false)}
  ${drawSeries(app, true)}
</svg>
`
