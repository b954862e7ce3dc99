import type { Block } from '#workflows/report/text/text-tree.ts'
import type { ActionInScope, MeasureInScope, PriorityInScope, PlanAtCutOff } from './plan-at-cut-off.ts'
import { type Given, givenIn } from './reading/beside.ts'
import { namesOfMeasure } from './reading/measure-names.ts'
import { type Mention, mentionsIn, type NameIndex, nameIndex } from './reading/names.ts'
import { type Passage, readBlocks, type TextRead } from './reading/passages.ts'
import { givenInTables } from './reading/tables.ts'

/** What a sentence may speak of. */
export type Topic =
  | { kind: 'measure'; measure: MeasureInScope }
  | { kind: 'action'; action: ActionInScope }
  | { kind: 'priority'; priority: PriorityInScope }

/** A section read once for all checks, beside the facts. */
export type Context = {
  facts: PlanAtCutOff
  text: TextRead
  /** The measures, actions and priorities that each passage names. */
  topics: ReadonlyMap<Passage, readonly Mention<Topic>[]>
  /** The numbers that the text gives of measures. */
  given: readonly Given[]
}

/** Reads a section once: its passages, what they name, and the numbers beside the names of measures. */
export function contextOf(blocks: readonly Block[], facts: PlanAtCutOff): Context {
  const text = readBlocks(blocks)
  const index = indexOf(facts)
  const topics = new Map(
    text.passages.map((passage) => [passage, outsideFigures(passage, mentionsIn(passage.text, index))]),
  )
  const measures = new Map([...topics].map(([passage, mentions]) => [passage, measuresOf(mentions)]))
  const inText = text.passages.flatMap((passage) => givenIn(passage, measures.get(passage) ?? []))
  return { facts, text, topics, given: [...inText, ...givenInTables(text.tables, measures, inText)] }
}

// Most sections of a report speak of the whole plan, whose names are many: their index is kept with its actions.
const indexes = new WeakMap<PlanAtCutOff['actions'], { facts: PlanAtCutOff; index: NameIndex<Topic> }>()

function indexOf(facts: PlanAtCutOff): NameIndex<Topic> {
  const known = indexes.get(facts.actions)
  if (known?.facts.measures === facts.measures && known.facts.priorities === facts.priorities)
    return known.index
  const index = nameIndex(namesOf(facts))
  indexes.set(facts.actions, { facts, index })
  return index
}

function* namesOf(facts: PlanAtCutOff): Generator<readonly [string, Topic]> {
  for (const measure of facts.measures.toSorted(byReference)) {
    const topic: Topic = { kind: 'measure', measure }
    for (const name of namesOfMeasure(measure)) yield [name, topic]
  }
  for (const action of facts.actions.toSorted(byReference)) {
    const topic: Topic = { kind: 'action', action }
    for (const name of [action.reference, action.title]) yield [name, topic]
  }
  for (const priority of facts.priorities.toSorted(byReference)) {
    const topic: Topic = { kind: 'priority', priority }
    for (const name of [priority.reference, priority.title]) yield [name, topic]
  }
}

const byReference = (a: { reference: string }, b: { reference: string }): number =>
  a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0

// The reference of a figure that is inserted names nothing: its number cannot differ.
function outsideFigures(
  { figures }: Passage,
  mentions: readonly Mention<Topic>[],
): readonly Mention<Topic>[] {
  if (figures.length === 0) return mentions
  const within = new Set<number>()
  for (const { from, to } of figures) for (let at = from; at < to; at += 1) within.add(at)
  return mentions.filter(({ from }) => !within.has(from))
}

function measuresOf(mentions: readonly Mention<Topic>[]): Mention<MeasureInScope>[] {
  return mentions.flatMap(({ from, to, of }) => {
    const measures = of.flatMap((topic) => (topic.kind === 'measure' ? [topic.measure] : []))
    return measures.length === 0 ? [] : [{ from, to, of: measures }]
  })
}
