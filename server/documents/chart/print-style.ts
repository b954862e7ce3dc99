/** The presentation attributes of one thing that is drawn. */
type Attributes = Record<string, string>

const INK = '#14262b'
const QUIET = '#48595e'
const LINE = '#6d7f82'
const GRID = '#cfd8d4'
const ACCENT = '#0b5f66'
const AMBER = '#f5a623'
const GREY = '#5b696e'
const BLUE = '#1f5fb0'
const bold = { 'font-weight': '700' }

/**
 * How charts look on paper, by the names their style sheets know: an element, an element within something, a class.
 * What is more special comes later. The same colours as on the page in daylight, as attributes, because a drawing in a
 * Word file or a PDF has no style sheet.
 */
const styles: Record<string, Attributes> = {
  text: { fill: QUIET, 'font-size': '12' },
  line: { stroke: INK, 'stroke-width': '1' },
  'wm-dots text': { fill: QUIET, 'font-size': '13' },
  'wm-grades__bar text': { fill: INK, 'font-size': '13', ...bold },
  'wm-spark path': { fill: 'none', stroke: LINE, 'stroke-width': '1.5' },
  'wm-xmr__grid': { stroke: GRID, opacity: '0.6' },
  'wm-xmr__run': { stroke: LINE, 'stroke-width': '1.5' },
  'wm-xmr__mean': { stroke: INK, 'stroke-width': '1.5' },
  'wm-xmr__median': { stroke: INK, 'stroke-width': '1.5', 'stroke-dasharray': '2 4' },
  'wm-xmr__limit': { stroke: INK, 'stroke-dasharray': '7 5' },
  'wm-xmr__target': { stroke: ACCENT, 'stroke-width': '2', 'stroke-dasharray': '12 4 2 4' },
  'wm-xmr__way': { stroke: ACCENT, 'stroke-width': '2', 'stroke-dasharray': '2 3' },
  'wm-xmr__event': { stroke: LINE, 'stroke-dasharray': '1 4' },
  'wm-xmr__number': { fill: '#ffffff', stroke: INK },
  'wm-xmr__digits': { fill: INK, 'font-size': '11', ...bold },
  'wm-xmr__mark': { stroke: '#ffffff', 'stroke-width': '1' },
  'wm-xmr__mark--improvement': { fill: BLUE },
  'wm-xmr__mark--concern': { fill: AMBER, stroke: INK },
  'wm-xmr__mark--other': { fill: GREY },
  'wm-xmr__mark--common': { fill: '#ffffff', stroke: LINE, 'stroke-width': '1.5' },
  'wm-fill': { stroke: '#ffffff', 'stroke-width': '1' },
  'wm-fill--red': { fill: '#b42318' },
  'wm-fill--amber': { fill: AMBER },
  'wm-fill--green': { fill: '#1d7443' },
  'wm-fill--blue': { fill: BLUE },
  'wm-fill--grey': { fill: GREY },
  'wm-fill--none': { fill: '#ffffff', stroke: LINE },
  'wm-fill__text': { fill: '#ffffff', 'font-size': '16', ...bold },
  'wm-fill__text--amber': { fill: '#1f1a08' },
  'wm-fill__text--none': { fill: INK },
  'wm-fill__text--red': {},
  'wm-fill__text--green': {},
  'wm-fill__text--blue': {},
  'wm-fill__text--grey': {},
  'wm-bars__bar': { fill: ACCENT },
  'wm-grade--0': { fill: ACCENT },
  'wm-grade--1': { fill: '#dcebea' },
  'wm-grade--2': { fill: AMBER },
  'wm-grade--3': { fill: GREY },
  'wm-grade--4': { fill: '#fff5d1' },
  'wm-grade--5': { fill: '#e9eeeb' },
  'wm-grade': {},
  'wm-grade__lines': { fill: 'none', stroke: INK, 'stroke-width': '1' },
  'wm-grade__edge': { fill: 'none', stroke: '#ffffff', 'stroke-width': '2' },
  'wm-grade__back': { fill: '#ffffff' },
  'wm-spark__end': { fill: INK },
  'wm-spark__better': { fill: ACCENT },
  'wm-spark__hole': { fill: '#ffffff' },
  'wm-spark__worse': { fill: AMBER, stroke: INK, 'stroke-width': '1' },
  'wm-dots__line': { stroke: LINE },
  'wm-dots__other': { fill: '#ffffff', stroke: INK, 'stroke-width': '1.5' },
  'wm-dots__ours': { fill: ACCENT, stroke: '#ffffff' },
  'wm-dots__name': { fill: INK, ...bold },
}

/**
 * The look of an element by its name, its classes, and the classes of the drawings it stands in.
 * @returns attributes, and the classes of it that have no look on paper yet
 */
export function printStyle(
  name: string,
  classes: readonly string[],
  within: readonly string[],
): { attributes: Attributes; unknown: string[] } {
  const keys = [name, ...within.map((each) => `${each} ${name}`), ...classes]
  return {
    attributes: Object.assign({}, ...keys.map((key) => styles[key] ?? {})) as Attributes,
    unknown: classes.filter((each) => styles[each] === undefined),
  }
}
