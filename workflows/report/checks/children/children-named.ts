import { monthNames } from '#workflows/calendar/calendar.ts'
import type { PlanAtCutOff } from '../plan-at-cut-off.ts'
import type { Passage } from '../reading/passages.ts'
import type { Token } from '../reading/tokens.ts'
import { oneOfThem } from './person-nouns.ts'
import type { Telling } from './telling.ts'

const calling: ReadonlySet<string> = new Set(['called', 'named', 'aka'])

// Words with a capital that stand beside a child and name nobody.
const noNames: ReadonlySet<string> = new Set(
  'act board trust services service safeguarding protection plan strategy hub team council ofsted cafcass camhs nhs police court centre centres school academy home homes care guides guide scouts scout minder first benefit line in of and or the a an is was who has had with from at to we our this that these they he she it his her their there when where if as for by on no not section stage year group panel review conference guarantee practitioner participation adolescent family families young person people england english welsh wales scotland scottish british irish roma gypsy traveller christian muslim jewish hindu sikh christmas easter centred'
    .split(' ')
    .concat(monthNames.map((name) => name.toLowerCase())),
)

/**
 * Words that read like a name beside a child: 'a boy called Sam', 'the girl, Aisha,', 'child Jamie', 'Jamie, aged 9',
 * 'Jamie is a child'. Left out are words that the plan knows, such as the names of staff, places of its measures and
 * titles; days and months; and 'Child A', by which reviews name nobody.
 */
export function childrenNamed({ tokens }: Passage, facts: PlanAtCutOff): Telling[] {
  const known = wordsKnown(facts)
  const found: Telling[] = []
  for (const [at, token] of tokens.entries()) {
    const isNoun = oneOfThem.has(token.low) && token.text === token.low
    const places = isNoun ? [nameAfter(tokens, at), nameBefore(tokens, at)] : [agedName(tokens, at)]
    const name = places
      .map((place) => (place === null ? undefined : tokens[place]))
      .find((each) => each !== undefined && readsLikeName(each) && !known.has(each.low))
    if (name)
      found.push({ kind: 'named', from: Math.min(name.from, token.from), to: Math.max(name.to, token.to) })
  }
  return found
}

const cache = new WeakMap<PlanAtCutOff, ReadonlySet<string>>()

/** The words of all that the plan names: none of them is taken for the name of a child. */
function wordsKnown(facts: PlanAtCutOff): ReadonlySet<string> {
  const before = cache.get(facts)
  if (before) return before
  const texts = [
    ...facts.measures.flatMap(({ title, aliases, countOf }) => [title, ...aliases, countOf]),
    ...facts.actions.map(({ title }) => title),
    ...facts.priorities.map(({ title }) => title),
    ...facts.posts.map(({ post }) => post),
    ...facts.people.map(({ name }) => name),
  ]
  const known = new Set(texts.flatMap((text) => text.toLowerCase().split(/[^\p{L}'’-]+/u)))
  cache.set(facts, known)
  return known
}

/** 'boy Sam', 'boy called Sam', 'boy, Sam', 'boy (Sam'. */
function nameAfter(tokens: readonly Token[], at: number): number | null {
  const [next, second, third] = [tokens[at + 1], tokens[at + 2], tokens[at + 3]]
  if (!next) return null
  if (calling.has(next.low)) return at + 2
  if (next.low === 'known' && second?.low === 'as') return at + 3
  // After a comma a name ends with another one: 'the girl, Aisha, was', and not 'a child, Ofsted said'.
  if (next.text === ',') return second && (!third || /^[,.)]$/.test(third.text)) ? at + 2 : null
  if (next.text === '(') return third?.text === ')' || third?.text === ',' ? at + 2 : null
  return next.kind === 'word' ? at + 1 : null
}

/** 'Sam, a boy', 'Sam is a boy'. */
function nameBefore(tokens: readonly Token[], at: number): number | null {
  const [link, article] = [tokens[at - 2], tokens[at - 1]]
  if (!/^(a|the|an)$/.test(article?.low ?? '')) return null
  return link && /^(,|is|was)$/.test(link.low) ? at - 3 : null
}

/** 'Sam, aged 9', 'Sam (aged 9)', 'Sam (9)' is left out: a number in a bracket may be anything. */
function agedName(tokens: readonly Token[], at: number): number | null {
  const [next, second] = [tokens[at + 1], tokens[at + 2]]
  return tokens[at]?.kind === 'word' && /^[,(]$/.test(next?.text ?? '') && second?.low === 'aged' ? at : null
}

function readsLikeName({ text, low }: Token): boolean {
  // A capital with small letters: 'LAC' is an abbreviation, and the A of 'Child A' names nobody.
  return /^\p{Lu}['’]?[\p{L}'’]*\p{Ll}$/u.test(text) && !noNames.has(low) && !/(?:day|'s)$/.test(low)
}
