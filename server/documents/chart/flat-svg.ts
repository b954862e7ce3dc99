import { classesOf, escaped, type Mark, textIn } from './marks.ts'
import { printStyle } from './print-style.ts'

/** Where something is drawn, in the pixels of the whole drawing. */
export type Viewport = { width: number; height: number }

/** What drawings share while they are laid side by side: names of clips, and classes without a look on paper. */
export type Drawing = { id: string; clips: string[]; unknown: Set<string> }

/**
 * An `<svg>` of a chart as shapes with fixed places and their look as attributes, in a group at (x, y): percentages,
 * drawings in drawings and classes are what Word and others know badly or not at all. Elements and attributes that
 * charts don't use are left out, whatever they are.
 */
export function flatSvg(svg: Mark, at: { x: number; y: number } & Viewport, drawing: Drawing): string {
  const view = /^0 0 ([\d.]+) ([\d.]+)$/.exec(svg.attributes.viewBox ?? '')
  const [width, height] = view ? [Number(view[1]), Number(view[2])] : [at.width, at.height]
  const scale = Math.min(at.width / width, at.height / height)
  const inner = shapes(svg, { width, height }, classesOf(svg), drawing)
  return scale === 1
    ? movedTo(at.x, at.y, inner)
    : `<g transform="translate(${round(at.x)} ${round(at.y)}) scale(${round(scale)})">${inner}</g>`
}

/** Shapes at another place. */
export function movedTo(x: number, y: number, inner: string): string {
  return x === 0 && y === 0 ? inner : `<g transform="translate(${round(x)} ${round(y)})">${inner}</g>`
}

function shapes(parent: Mark, view: Viewport, within: readonly string[], drawing: Drawing): string {
  return parent.of
    .flatMap((mark) => (typeof mark === 'string' ? [] : [shape(mark, view, within, drawing)]))
    .join('')
}

function shape(mark: Mark, view: Viewport, within: readonly string[], drawing: Drawing): string {
  if (mark.name === 'svg') return nestedSvg(mark, view, within, drawing)
  if (mark.name === 'g' || mark.name === 'clipPath' || mark.name === 'defs')
    return element(mark, view, within, drawing, shapes(mark, view, within, drawing))
  if (mark.name === 'text') return element(mark, view, within, drawing, escaped(textIn(mark.of)))
  return ['rect', 'line', 'circle', 'path'].includes(mark.name)
    ? element(mark, view, within, drawing, '')
    : ''
}

function nestedSvg(mark: Mark, view: Viewport, within: readonly string[], drawing: Drawing): string {
  const place = (name: string, of: number, otherwise: number) =>
    mark.attributes[name] === undefined ? otherwise : resolved(mark.attributes[name], of)
  const [x, y] = [place('x', view.width, 0), place('y', view.height, 0)]
  const own = {
    width: place('width', view.width, view.width),
    height: place('height', view.height, view.height),
  }
  const inner = shapes(mark, own, [...within, ...classesOf(mark)], drawing)
  const moved = movedTo(x, y, inner)
  if (mark.attributes.overflow === 'visible') return moved
  const id = `${drawing.id}-${drawing.clips.length + 1}`
  drawing.clips.push(
    `<clipPath id="${id}"><rect height="${round(own.height)}" width="${round(own.width)}" x="${round(x)}" y="${round(y)}"/></clipPath>`,
  )
  return `<g clip-path="url(#${id})">${moved}</g>`
}

function element(
  mark: Mark,
  view: Viewport,
  within: readonly string[],
  drawing: Drawing,
  inner: string,
): string {
  const { attributes, unknown } = printStyle(mark.name, classesOf(mark), within)
  for (const each of unknown) drawing.unknown.add(each)
  const given = Object.entries(mark.attributes).flatMap(([name, value]) => {
    const of = lengths[name]
    if (of !== undefined) return [[name, String(round(resolved(value, view[of])))]]
    return plain[name]?.test(value) ? [[name, value]] : []
  })
  // In one order, so that a drawing that is read again comes out as it went in.
  const all = Object.entries({
    ...attributes,
    ...(Object.fromEntries(given) as Record<string, string>),
  }).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const written = all.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
  return inner === '' && mark.name !== 'text'
    ? `<${mark.name}${written}/>`
    : `<${mark.name}${written}>${inner}</${mark.name}>`
}

/** Lengths that may be shares of the width or the height. */
const lengths: Record<string, keyof Viewport> = {
  x: 'width',
  width: 'width',
  cx: 'width',
  x1: 'width',
  x2: 'width',
  rx: 'width',
  r: 'width',
  y: 'height',
  height: 'height',
  cy: 'height',
  y1: 'height',
  y2: 'height',
}

const number = /^[\d.]+$/
const colour = /^(?:none|#[0-9a-f]{6})$/
const plain: Record<string, RegExp> = {
  d: /^[MmLlHhVvZz\d\s.,-]*$/,
  transform: /^translate\([\d .-]+\)(?: scale\([\d.]+\))?$/,
  'text-anchor': /^(?:start|middle|end)$/,
  fill: colour,
  stroke: colour,
  'stroke-width': number,
  'stroke-dasharray': /^[\d ]+$/,
  opacity: number,
  'font-size': number,
  'font-weight': number,
  'clip-path': /^url\(#c[0-9a-f]+-\d+\)$/,
  id: /^c[0-9a-f]+-\d+$/,
}

function resolved(length: string, of: number): number {
  const value = Number.parseFloat(length)
  if (!Number.isFinite(value)) return 0
  return length.endsWith('%') ? (value / 100) * of : value
}

const round = (value: number) => Math.round(value * 100) / 100
