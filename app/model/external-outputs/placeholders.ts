// Placeholders in the address, headers and body of a web request and in the arguments of a program. No library here: the
// window imports this file.

export const placeholderNames = [
  'light',
  'activity',
  'since',
  'name',
  'colour',
  'brightness',
  'blink',
] as const
type PlaceholderName = (typeof placeholderNames)[number]
/** The values of one message (outputs/external/placeholder-values.ts). */
export type PlaceholderValues = Readonly<Record<PlaceholderName, string>>

const PLACEHOLDER = new RegExp(`\\{\\{ *(${placeholderNames.join('|')}) *\\}\\}`, 'g')

/** Replaces each placeholder by its encoded value. Other text in braces stays as it is. */
export const fill = (
  template: string,
  values: PlaceholderValues,
  encode: (value: string) => string = (value) => value,
): string =>
  template.replace(PLACEHOLDER, (written, name: string) => {
    const known = placeholderNames.find((one) => one === name)
    return known ? encode(values[known]) : written
  })

/**
 * Values with which a template is checked: texts that are empty, plain, and with characters that need encoding; the least and
 * the greatest brightness, as JSON has no numbers with a leading zero; both values of `blink`.
 */
export const sampleValues: readonly PlaceholderValues[] = ['', 'x', 'y', '"\\\r\n{{name}} é/?#@:'].map(
  (text, at) => ({
    light: text,
    activity: text,
    since: text,
    name: text,
    colour: text,
    ...(at % 2 === 0 ? { brightness: '100', blink: 'true' } : { brightness: '0', blink: 'false' }),
  }),
)
