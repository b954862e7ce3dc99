import { claimsIn, type Claimed } from './claims/claims-in.ts'
import { contradictionsOf, type Scope } from './claims/contradictions.ts'
import { exceptionAfter } from './claims/polarity.ts'
import type { Context, Topic } from './context.ts'
import { correctOrKeep, type Found, placeOfTokens } from './finding.ts'
import type { PlanAtCutOff } from './plan-at-cut-off.ts'
import { bySentence } from './reading/by-sentence.ts'
import type { Mention } from './reading/names.ts'
import { type Passage, written } from './reading/passages.ts'
import type { Sentence } from './reading/sentences.ts'

/**
 * Claims such as 'all on target' or 'fully staffed' that the plan contradicts. A claim in a sentence that names
 * actions, priorities or measures is held against these; any other against all that the section speaks of. What the
 * sentence excepts is left out.
 */
export function claimContradicted({ facts, text, topics }: Context): Found[] {
  return text.passages.flatMap((passage) => {
    const mentions = topics.get(passage) ?? []
    const named = bySentence(passage.sentences, mentions, ({ from }) => from)
    return passage.sentences.flatMap((sentence) => {
      const own = named.get(sentence) ?? []
      return claimsIn(passage.tokens, sentence).flatMap((claimed) =>
        judge(claimed, passage, sentence, own, facts),
      )
    })
  })
}

function judge(
  { claim, first, last, ofAll }: Claimed,
  passage: Passage,
  sentence: Sentence,
  mentions: readonly Mention<Topic>[],
  facts: PlanAtCutOff,
): Found[] {
  const { tokens } = passage
  const except = exceptionAfter(tokens, sentence, last)
  const exceptFrom = except === null ? Infinity : (tokens[except]?.from ?? Infinity)
  const named = mentions.filter(({ from }) => from < exceptFrom).flatMap(({ of }) => of)
  const left = mentions.filter(({ from }) => from >= exceptFrom).flatMap(({ of }) => of)
  const scope = without(named.length === 0 ? whole(facts) : scopeOf(named, facts), left)
  const against = contradictionsOf(
    ofAll || named.length > 0 ? [...claim.by, ...claim.strictly] : claim.by,
    scope,
    facts,
  )
  if (against.length === 0) return []
  return [
    {
      code: 'claimContradicted',
      sentence: written(passage, sentence),
      at: placeOfTokens(passage, { first, last }).at,
      fact: against.map(({ fact }) => fact).join(' '),
      ask: correctOrKeep(`the claim ${claim.words}`),
      subject: [claim.code, ...against.map(({ subject }) => subject)].join(' '),
    },
  ]
}

const whole = ({ actions, priorities, measures, posts }: PlanAtCutOff): Scope => ({
  actions,
  priorities,
  measures,
  posts,
})

/** What is named: actions, measures, and priorities with the actions under them. Posts belong to every section. */
function scopeOf(named: readonly Topic[], { actions, posts }: PlanAtCutOff): Scope {
  const priorities = named.flatMap((topic) => (topic.kind === 'priority' ? [topic.priority] : []))
  const under = new Set(priorities.map(({ reference }) => reference))
  const own = new Set(named.flatMap((topic) => (topic.kind === 'action' ? [topic.action] : [])))
  return {
    actions: actions.filter((action) => own.has(action) || under.has(action.priorityReference)),
    priorities: [...new Set(priorities)],
    measures: [...new Set(named.flatMap((topic) => (topic.kind === 'measure' ? [topic.measure] : [])))],
    posts,
  }
}

function without(scope: Scope, left: readonly Topic[]): Scope {
  const out = new Set<unknown>(
    left.map((topic) =>
      topic.kind === 'measure' ? topic.measure : topic.kind === 'action' ? topic.action : topic.priority,
    ),
  )
  const kept = <T>(list: readonly T[]): T[] => list.filter((each) => !out.has(each))
  return {
    ...scope,
    actions: kept(scope.actions),
    priorities: kept(scope.priorities),
    measures: kept(scope.measures),
  }
}
