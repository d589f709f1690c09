// The minimum distance of any two lights and the minimum contrast of each, on every panel, in every palette.
import type { Vision } from './icon-vision.ts'

export type Measure = Vision | 'shape' | 'contrast'

interface Floor {
  /** Minimum on a panel whose theme is known. */
  known: number
  /** Minimum on both panels for the set of colours that is used on either. */
  either: number
  why: string
}

/**
 * Pairs: mean CIEDE2000 over 256 pixels; `shape`: pixels of 256. The nearest lights differ by one sign of 20 pixels, so the
 * means are small although each of those pixels differs by 30 to 50.
 */
export const floors: Record<Measure, Floor> = {
  normal: { known: 3.5, either: 2.9, why: 'a sign of 20 px in one colour' },
  protanopia: { known: 2.9, either: 2.1, why: 'red is dark to it, and so is a panel' },
  deuteranopia: { known: 3.3, either: 2.6, why: 'red loses its colour, not its lightness' },
  tritanopia: { known: 3.6, either: 3, why: 'red keeps its colour' },
  grey: { known: 2.6, either: 2.2, why: 'lightness alone' },
  shape: { known: 17, either: 17, why: 'black and white: nothing but the sign' },
  contrast: { known: 4.5, either: 3, why: 'WCAG 2.2, 1.4.11, asks for 3:1' },
}
