import { isFinished, isCounted } from '#workflows/action/action-facts.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { inUnit } from '#workflows/measure/change-words.ts'
import { directionOf } from '#workflows/measure/measure-rules.ts'
import { count, timesMoved } from '#workflows/words.ts'
import { figuresUntil, type Valued } from '../agreement.ts'
import type { ActionInScope, MeasureInScope, PlanAtCutOff } from '../plan-at-cut-off.ts'
import type { Contradiction } from './claims.ts'

/** What a claim is held against. */
export type Scope = Pick<PlanAtCutOff, 'actions' | 'priorities' | 'measures' | 'posts'>

/** A fact against a claim, in a sentence, and what tells it from another. */
export type Against = { fact: string; subject: string }

/** How many are named before the rest is counted. */
const NAMED = 3

/** What of the plan contradicts a claim, each kind in one sentence with its day. */
export function contradictionsOf(
  kinds: readonly Contradiction[],
  scope: Scope,
  { cutOffOn }: Pick<PlanAtCutOff, 'cutOffOn'>,
): Against[] {
  const open = scope.actions.filter(({ state }) => isCounted(state) && !isFinished(state))
  const rated = [...open, ...scope.priorities]
  const day = dayInWords(cutOffOn)
  const wanted = new Set(kinds)
  // What is overdue is red for it: it is told once, with its days.
  const overdue = open.filter(({ dueOn }) => dueOn !== null && dueOn < cutOffOn)
  const late = new Set<unknown>(wanted.has('overdue') ? overdue : [])
  const said: Record<Contradiction, () => Against[]> = {
    overdue: () => told('overdue', overdue, (all) => `Overdue on ${day}: ${all}.`, dueWords),
    red: () =>
      told(
        'red',
        rated.filter((each) => each.rating === 'red' && !late.has(each)),
        (all) => `Rated red on ${day}: ${all}.`,
      ),
    amber: () =>
      told(
        'amber',
        rated.filter((each) => each.rating === 'amber' && !late.has(each)),
        (all) => `Rated amber on ${day}: ${all}.`,
      ),
    moved: () =>
      told(
        'moved',
        open.filter(({ dueBefore }) => dueBefore.length > 0),
        (all) => `Due dates that have moved by ${day}: ${all}.`,
        movedWords,
      ),
    unfinished: () => told('unfinished', open, (all) => `Not finished on ${day}: ${all}.`),
    offTarget: () =>
      told(
        'offTarget',
        scope.measures.filter((each) => missesTarget(each, cutOffOn)),
        (all) => `Short of target on ${day}: ${all}.`,
        (each) => targetWords(each, cutOffOn),
      ),
    worse: () =>
      told(
        'worse',
        scope.measures.filter((each) => isWorse(each, cutOffOn)),
        (all) => `Worse than the figure before: ${all}.`,
        (each) => worseWords(each, cutOffOn),
      ),
    vacant: () => [...vacantPosts(scope, day), ...vacancies(scope, cutOffOn)],
  }
  return [...wanted].flatMap((kind) => said[kind]())
}

function told<T extends { reference: string; title: string }>(
  kind: Contradiction,
  list: readonly T[],
  sentence: (all: string) => string,
  more: (each: T) => string = () => '',
): Against[] {
  if (list.length === 0) return []
  const sorted = list.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
  const names = sorted.slice(0, NAMED).map((each) => `${each.reference} (${each.title})${more(each)}`)
  const rest = sorted.length - names.length
  const all = rest > 0 ? `${names.join('; ')}; and ${count(rest, 'other')}` : names.join('; ')
  const fact = sentence(all)
  return [{ fact, subject: `${kind} ${sorted.map((each) => `${each.reference}${more(each)}`).join(' ')}` }]
}

const dueWords = ({ dueOn }: ActionInScope): string => (dueOn === null ? '' : `, due on ${dayInWords(dueOn)}`)

function movedWords({ dueBefore, dueOn }: ActionInScope): string {
  const [first] = dueBefore
  const to = dueOn === null ? '' : ` to ${dayInWords(dueOn)}`
  return first ? `, ${timesMoved(dueBefore.length)}, from ${dayInWords(first.dueOn)}${to}` : ''
}

function newestTwo(
  measure: MeasureInScope,
  cutOffOn: string,
): [before: Valued | undefined, newest: Valued | undefined] {
  const figures = figuresUntil(measure, cutOffOn)
  return [figures.at(-2), figures.at(-1)]
}

function missesTarget(measure: MeasureInScope, cutOffOn: string): boolean {
  const [, newest] = newestTwo(measure, cutOffOn)
  const { targetValue, targetTolerance, polarity } = measure
  if (!newest || targetValue === null) return false
  if (polarity === 'higherIsBetter') return newest.value < targetValue
  if (polarity === 'lowerIsBetter') return newest.value > targetValue
  return polarity === 'nearTarget' && Math.abs(newest.value - targetValue) > (targetTolerance ?? 0) + 1e-9
}

function isWorse(measure: MeasureInScope, cutOffOn: string): boolean {
  const [before, newest] = newestTwo(measure, cutOffOn)
  return (
    before !== undefined &&
    newest !== undefined &&
    directionOf(measure, before.value, newest.value) === 'worse'
  )
}

function targetWords(measure: MeasureInScope, cutOffOn: string): string {
  const [, newest] = newestTwo(measure, cutOffOn)
  return newest && measure.targetValue !== null
    ? `, ${inUnit(measure.unit, newest.value)} of ${dayInWords(newest.asAtOn)} against a target of ${inUnit(measure.unit, measure.targetValue)}`
    : ''
}

function worseWords(measure: MeasureInScope, cutOffOn: string): string {
  const [before, newest] = newestTwo(measure, cutOffOn)
  return before && newest
    ? `, ${inUnit(measure.unit, before.value)} of ${dayInWords(before.asAtOn)} and ${inUnit(measure.unit, newest.value)} of ${dayInWords(newest.asAtOn)}`
    : ''
}

function vacantPosts({ posts }: Scope, day: string): Against[] {
  const vacant = posts
    .filter(({ holder }) => holder === null)
    .map(({ post, since }) => (since === null ? post : `${post}, since ${dayInWords(since)}`))
  return vacant.length === 0
    ? []
    : [{ fact: `Vacant on ${day}: ${vacant.toSorted().join('; ')}.`, subject: vacant.toSorted().join(' ') }]
}

const vacancyWords = /\b(?:vacanc(?:y|ies)|vacant|unfilled|agency)\b/i

function vacancies({ measures }: Scope, cutOffOn: string): Against[] {
  return measures
    .filter(({ title, aliases }) => [title, ...aliases].some((name) => vacancyWords.test(name)))
    .toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
    .flatMap((measure) => {
      const [, newest] = newestTwo(measure, cutOffOn)
      if (!newest || newest.value <= 0) return []
      const fact = `${measure.reference} (${measure.title}) is ${inUnit(measure.unit, newest.value)} of ${dayInWords(newest.asAtOn)}.`
      return [{ fact, subject: `${measure.reference} ${newest.value}` }]
    })
}
