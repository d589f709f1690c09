// Draws the app icon: a lit tally lamp, Fluent's "available" on a dark housing.

import { fluentPath } from './fluent.ts'
import { png } from './light-drawing.ts'

/** Up to this size in px the lamp fills the housing, without margin and glow. */
const SMALL = 48

/** The app icon as a PNG of `size` px a side. */
export function appIconPng(size: number): Buffer {
  return png(size > SMALL ? large() : small(), size)
}

/** On Apple's icon grid the housing has 824 of 1024 px (Human Interface Guidelines, "App icons"). */
function large(): string {
  return page(1024, [
    '<rect x="100" y="100" width="824" height="824" rx="186" fill="url(#housing)"/>',
    '<rect x="104" y="104" width="816" height="816" rx="182" fill="none" stroke="#fff" stroke-opacity=".1" stroke-width="8"/>',
    '<circle cx="512" cy="512" r="412" fill="url(#glow)"/>',
    '<circle cx="512" cy="512" r="272" fill="#0B0D10"/>',
    lamp(512, 252),
    '<circle cx="512" cy="512" r="246" fill="none" stroke="url(#edge)" stroke-width="10"/>',
  ])
}

function small(): string {
  return page(48, ['<rect width="48" height="48" rx="10" fill="url(#housing)"/>', lamp(24, 18)])
}

function lamp(centre: number, radius: number): string {
  const corner = `translate(${centre - radius} ${centre - radius}) scale(${radius / 12})`
  return `<circle cx="${centre}" cy="${centre}" r="${radius * 0.9}" fill="#fff"/>
    <path transform="${corner}" fill="url(#lamp)" d="${fluentPath('presence_available_24_filled')}"/>`
}

function page(size: number, content: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">
    <linearGradient id="housing" x2="0" y2="1"><stop stop-color="#3A414B"/><stop offset="1" stop-color="#14171C"/></linearGradient>
    <radialGradient id="glow"><stop offset=".6" stop-color="#3DDC3A" stop-opacity=".55"/><stop offset="1" stop-color="#3DDC3A" stop-opacity="0"/></radialGradient>
    <radialGradient id="lamp" cy=".25" r=".8"><stop stop-color="#5FE356"/><stop offset=".5" stop-color="#1DB317"/><stop offset="1" stop-color="#0A7A07"/></radialGradient>
    <linearGradient id="edge" x2="0" y2="1"><stop stop-color="#fff" stop-opacity=".55"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/></linearGradient>
    ${content.join('\n')}</svg>`
}
