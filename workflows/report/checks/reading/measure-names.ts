import type { MeasureInScope } from '../plan-at-cut-off.ts'

// What a title says of the kind of figure, before its name and after it. The numbers beside it say the same.
const before =
  /^(?:the )?(?:total )?(?:number|count|rate|proportion|percentage|percent|per cent|share|%)(?: of)?(?: the)? /i
const after =
  /[,:–-]? *\(?(?:number|count|rate|proportion|percentage|percent|per cent|share|%|(?:rate )?per \d[\d,]*)\)?$/i
// No more than a short bracket: a long one explains, and so is part of no name.
const bracket = / *\(([^()]{1,40})\)/g

/**
 * By what a text may name a measure: its reference, title and aliases; the title without what it says of the kind of
 * figure and without its bracket; and an abbreviation that the bracket holds.
 */
export function namesOfMeasure({
  reference,
  title,
  aliases,
}: Pick<MeasureInScope, 'reference' | 'title' | 'aliases'>): string[] {
  const plain = title.replace(bracket, '')
  const abbreviations = [...title.matchAll(bracket)].flatMap(([, inside = '']) =>
    /^\p{Lu}{2,6}$/u.test(inside) ? [inside] : [],
  )
  const names = [title, plain, ...aliases].flatMap((name) => [name, withoutKind(name)])
  return [...new Set([reference, ...names, ...abbreviations])].filter((name) => name.trim() !== '')
}

function withoutKind(name: string): string {
  const bare = name.trim().replace(before, '').replace(after, '').trim()
  // A name of one word that is left over, such as 'children', would be found everywhere.
  return /\s/.test(bare) || /^\p{Lu}{2,6}$/u.test(bare) ? bare : name
}
