import type { PlanDraft } from '#db/write/plan-draft.ts'
import { count } from '#workflows/words.ts'
import { type Doubt, type DoubtKind, doubtKinds, whatOf } from './doubt.ts'
import { refsInShort } from './refs-in-short.ts'

/**
 * What was read from a plan file and every doubt in it, for a terminal: counts first, then each kind with who should
 * answer what. No line is longer than `columns` characters unless a single word is.
 */
export function doubtsReport(doubts: readonly Doubt[], draft: PlanDraft, columns = 90): string {
  const groups = grouped(doubts)
  return [
    ...wrap(`${draft.title}: ${contents(draft)}.`, '', columns),
    '',
    ...overview(doubts.length, groups, columns),
    ...groups.flatMap((group) => details(group, draft, columns)),
  ].join('\n')
}

type Group = { kind: DoubtKind; doubts: Doubt[] }

function grouped(doubts: readonly Doubt[]): Group[] {
  const kinds = Object.keys(doubtKinds) as DoubtKind[]
  return kinds
    .map((kind) => ({ kind, doubts: doubts.filter((one) => one.kind === kind) }))
    .filter((group) => group.doubts.length > 0)
}

function contents({ priorities, horizons, recommendations, people, inspections = [] }: PlanDraft): string {
  return [
    count(priorities.length, 'priority', 'priorities'),
    count(priorities.flatMap(({ measures }) => measures).length, 'measure'),
    count(priorities.flatMap(({ actions }) => actions).length, 'action'),
    count(horizons.length, 'horizon'),
    count(recommendations.length, 'recommendation'),
    count(people.length, 'person', 'people'),
    ...(inspections.length > 0 ? [count(inspections.length, 'inspection')] : []),
  ].join(', ')
}

function overview(total: number, groups: Group[], columns: number): string[] {
  if (total === 0) return ['Nothing in it is doubtful, and nothing is missing.']
  const intro = `${count(total, 'point')} for people to settle. Nothing was guessed: what is missing stays empty, what is doubtful stands as written.`
  const width = String(Math.max(...groups.map(({ doubts }) => doubts.length))).length
  return [
    ...wrap(intro, '', columns),
    '',
    ...groups.map(
      ({ kind, doubts }) => `  ${String(doubts.length).padStart(width)}  ${doubtKinds[kind].heading}`,
    ),
  ]
}

function details({ kind, doubts }: Group, draft: PlanDraft, columns: number): string[] {
  const { heading, ask } = doubtKinds[kind]
  const title = `${heading} (${doubts.length}${outOf(kind, draft)})`
  const lines = isTogether(kind)
    ? wrap(refsInShort(inPlanOrder(doubts, draft)), '    ', columns)
    : doubts.flatMap((one) => wrap(`${one.where}: ${whatOf(one)}`, '    ', columns, '      '))
  return ['', title, ...wrap(ask, '  ', columns), ...lines]
}

function inPlanOrder(doubts: Doubt[], { priorities, recommendations }: PlanDraft): string[] {
  const inside = priorities.flatMap(({ ref, measures, actions }) => [{ ref }, ...measures, ...actions])
  const places = new Map([...inside, ...recommendations].map(({ ref }, place) => [ref, place]))
  const placeOf = (ref: string) => places.get(ref) ?? places.size
  return doubts.map(({ where }) => where).toSorted((a, b) => placeOf(a) - placeOf(b))
}

function isTogether(kind: DoubtKind): boolean {
  return 'together' in doubtKinds[kind]
}

/** 'All 47' tells more than '47'. */
function outOf(kind: DoubtKind, { priorities }: PlanDraft): string {
  if (!isTogether(kind)) return ''
  const { heading } = doubtKinds[kind]
  if (heading.startsWith('Actions')) return ` of ${priorities.flatMap(({ actions }) => actions).length}`
  if (heading.startsWith('Measures')) return ` of ${priorities.flatMap(({ measures }) => measures).length}`
  return heading.startsWith('Priorities') ? ` of ${priorities.length}` : ''
}

/** Text in lines of at most so many columns, unless a single word is longer. */
export function wrap(text: string, indent: string, columns: number, hanging = indent): string[] {
  const lines: string[] = []
  let line = indent
  let empty = true
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = hanging
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line]
}
