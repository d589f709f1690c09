// Keeps the keys of an input method's composition from every handler of the window: the Enter that confirms a conversion
// must not choose a person, and the Escape that cancels one must not close anything.

/**
 * On macOS such a key has its own name, and the key code 229 (Chromium, render_widget_host_view_cocoa.mm, "keyEvent"). The
 * event of the key that begins a composition comes before the composition, so its code alone tells (MDN, "keydown").
 */
const isOfComposition = ({ isComposing, keyCode }: KeyboardEvent) => isComposing || keyCode === 229

/** To be called once. The text is composed nevertheless: only the propagation is stopped. */
export function withholdCompositionKeys(): void {
  addEventListener('keydown', (event) => isOfComposition(event) && event.stopPropagation(), { capture: true })
}
