import { Resvg } from '@resvg/resvg-js'
import { CHART_FONTS } from '../fonts/fonts.ts'
import { CHART_WIDTH } from './stand-alone.ts'

/**
 * A drawing that stands alone as a picture of points, for programs that show no SVG. Its letters are those of the font
 * we ship, whatever the machine has. Throws where it is no SVG.
 */
export function chartPng(svg: string): Buffer {
  const font = { loadSystemFonts: false, fontFiles: CHART_FONTS, defaultFontFamily: 'Arimo' }
  const options = {
    background: '#ffffff',
    fitTo: { mode: 'width', value: SHARPNESS * CHART_WIDTH },
    font,
  } as const
  return Buffer.from(new Resvg(svg, options).render().asPng())
}

/** Points for each pixel: some 190 to the inch on paper. */
const SHARPNESS = 2
