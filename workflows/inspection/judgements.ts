import { sameName } from '#workflows/sameness.ts'
import type { InspectionDescription, VisitKind } from './inspection-facts.ts'

/**
 * The four words of Ofsted's scale, best first. Reports on children's services write the third in full, as
 * 'Requires improvement to be good'. The scales of before 2012 and of report cards since 2025 have other words, which
 * have no place on this one.
 */
const scale: readonly (readonly string[])[] = [
  ['Outstanding'],
  ['Good'],
  ['Requires improvement', 'Requires improvement to be good'],
  ['Inadequate'],
]

const places = new Map(scale.flatMap((words, at) => words.map((word) => [sameName(word), at + 1] as const)))
const GOOD = 2

/** The place of a judgement on the scale, 1 for the best to 4; null for words that have none, and for no words. */
export function placeOf(judgement: string): number | null {
  return places.get(sameName(judgement)) ?? null
}

/** Whether a judgement has a place on the scale, and that is lower than 'Good'. */
export function isBelowGood(judgement: string): boolean {
  return (placeOf(judgement) ?? 0) > GOOD
}

/** Visits after which the report gives no overall judgement: it tells what was found, in a letter. */
const withoutJudgement: ReadonlySet<VisitKind> = new Set([
  'monitoring',
  'focused',
  'assurance',
  'jointTargeted',
])

/** Whether the report of a visit of this kind has to give a judgement, overall or of aspects. */
export function givesJudgement(visit: VisitKind): boolean {
  return !withoutJudgement.has(visit)
}

export const judgementChanges = [
  'better',
  'worse',
  'same',
  'notComparable',
  'noneBefore',
  'noJudgement',
] as const
export type JudgementChange = (typeof judgementChanges)[number]

type Judged = Pick<InspectionDescription, 'judgement' | 'inspector'>

/**
 * How a judgement stands to the one before it, with the sentence that says why.
 * @param before null where none is known
 */
export function changeFrom(
  before: Judged | null,
  now: Judged & Pick<InspectionDescription, 'visit' | 'publishedOn' | 'aspects'>,
): { change: JudgementChange; because: string } {
  if (now.judgement === '') return { change: 'noJudgement', because: whyNone(now) }
  if (before === null) return { change: 'noneBefore', because: 'No judgement before it is known.' }
  const said = `${before.judgement} before, ${now.judgement} now.`
  if (sameName(before.inspector) !== sameName(now.inspector))
    return {
      change: 'notComparable',
      because: `${said} ${before.inspector} and ${now.inspector} do not judge by one scale.`,
    }
  if (sameName(before.judgement) === sameName(now.judgement)) return { change: 'same', because: said }
  const [from, to] = [placeOf(before.judgement), placeOf(now.judgement)]
  const placeless = from === null ? before.judgement : to === null ? now.judgement : null
  if (from === null || to === null)
    return {
      change: 'notComparable',
      because: `${said} ‘${placeless}’ has no place on the scale from Outstanding to Inadequate.`,
    }
  return { change: from === to ? 'same' : to < from ? 'better' : 'worse', because: said }
}

function whyNone({
  visit,
  publishedOn,
  aspects,
}: Pick<InspectionDescription, 'visit' | 'publishedOn' | 'aspects'>): string {
  if (aspects.length > 0) return 'The report judges aspects and gives no overall judgement.'
  if (!givesJudgement(visit)) return 'A visit of this kind gives no judgement.'
  return publishedOn === null ? 'The report is not out yet.' : 'No judgement was given.'
}
