import type { Day } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { Assurance, Spc, SpcFlag, SpcOptions, SpcPoint, SpcReading } from './spc.ts'

/** What a chart says, in a sentence or two: what the newest figure tells, and whether the target will be reached. */
export function spcSentence(spc: Spc): string {
  const { points, sections, assurance } = spc
  const section = sections.at(-1)
  const own = points.filter(({ section: at }) => at === sections.length - 1)
  const newest = own.at(-1)
  if (!section || !newest) return 'There are no figures yet.'
  if (!section.judged) return whyNotJudged(spc, own)
  return `${newsOf(own, newest, section.mean)}${assurance === null ? '' : ` ${assuranceSentence(spc)}`}`
}

/** By which rules figures are judged, in a sentence: the same wherever a chart of them stands. */
export function rulesSentence(options: SpcOptions): string {
  const { runLength, screenMovingRanges, beyondCounts } = options
  const ranges = screenMovingRanges ? 'large moving ranges left out' : 'no moving range left out'
  const near = beyondCounts ? '' : ', figures beyond a limit not taken for close to it'
  return `Judged by the rules of Making Data Count: runs of ${runLength}, limits from ${neededOf(options)} figures on, ${ranges}${near}.`
}

/** Of a single figure nothing can be told, however few a measure asks for. */
const neededOf = ({ fewestPoints }: SpcOptions): number => Math.max(2, fewestPoints)

function whyNotJudged({ options }: Spc, own: readonly SpcPoint[]): string {
  const needed = neededOf(options)
  if (own.length < needed) return `Too few figures to judge: ${own.length} of the ${needed} that are needed.`
  return 'The figures vary too little, or too much at once, for anything to be judged.'
}

function newsOf(own: readonly SpcPoint[], newest: SpcPoint, mean: number): string {
  const [first] = newest.flags
  // A run says more than a figure at its end; both lie on the same side of the average.
  const flag = first !== 'trend' && newest.flags.includes('shift') ? 'shift' : first
  if (flag === undefined) return 'No real change: the figures vary as they usually do.'
  return `${whatHappened[flag](own, newest, mean)}: ${readingPhrases[newest.reading]}.`
}

const whatHappened: Record<SpcFlag, (own: readonly SpcPoint[], newest: SpcPoint, mean: number) => string> = {
  astronomical: (_, { value }, mean) =>
    `The newest figure is far ${value > mean ? 'above' : 'below'} what is usual`,
  trend: (own) => {
    const rising = runOf(own, (point, before) => point.value > before.value)
    const falling = runOf(own, (point, before) => point.value < before.value)
    const run = Math.max(rising, falling)
    return `The last ${count(run + 1, 'figure')} ${rising === run ? 'rise' : 'fall'} one after the other, since ${monthOf(own.at(-1 - run))}`
  },
  twoOfThree: (_, { value }, mean) =>
    `Two of the last three figures are close to the limit ${value > mean ? 'above' : 'below'} the average`,
  shift: (own, { value }, mean) => {
    const isAbove = value > mean
    // Not all of its figures lie on one side of their mean, so that the first begins no run.
    const run = runOf(own, (point) => (isAbove ? point.value > mean : point.value < mean))
    return `The last ${count(run, 'figure')} are ${isAbove ? 'above' : 'below'} the average, since ${monthOf(own.at(-run))}`
  },
}

/** How many figures from the newest back pass a test against the one before. */
function runOf(own: readonly SpcPoint[], passes: (point: SpcPoint, before: SpcPoint) => boolean): number {
  let run = 0
  for (let at = own.length - 1; at > 0; at--) {
    const [point, before] = [own[at], own[at - 1]]
    if (!point || !before || !passes(point, before)) break
    run++
  }
  return run
}

/** What a signal means, as part of a sentence. */
export const readingPhrases: Record<SpcReading, string> = {
  improvement: 'a change for the better',
  concern: 'a change for the worse',
  high: 'higher than usual',
  low: 'lower than usual',
  common: 'no real change',
}

/** How the newest figures vary, in a word or two. */
export const variationWords: Record<SpcReading, string> = {
  improvement: 'improving',
  concern: 'worsening',
  high: 'higher than usual',
  low: 'lower than usual',
  common: 'no real change',
}

/**
 * What the limits say of the target. They lie around all figures of a section: while the newest ones signal a change,
 * they tell what was usual, and not what will be.
 */
export function assuranceSentence({ assurance, variation }: Pick<Spc, 'assurance' | 'variation'>): string {
  if (assurance === null) return ''
  if (assurance === 'failing' && variation === 'improvement')
    return 'What was usual so far falls short of the target.'
  if (assurance === 'passing' && variation === 'concern') return 'What was usual so far reaches the target.'
  return asThingsAre[assurance]
}

const asThingsAre: Record<Assurance, string> = {
  passing: 'As things are, the target is reached every time.',
  failing: 'As things are, the target will not be reached.',
  hitOrMiss: 'Whether the target is reached is hit and miss.',
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

function monthOf(point: { on: Day } | undefined): string {
  return point ? months.format(new Date(`${point.on}T00:00:00Z`)) : ''
}
