import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { Context, Topic } from '../context.ts'
import { correctOrKeep, type Found, placeIn } from '../finding.ts'
import type { ActionInScope, PostKnown, PlanAtCutOff } from '../plan-at-cut-off.ts'
import { bySentence } from '../reading/by-sentence.ts'
import { type Mention, mentionsIn, nameIndex } from '../reading/names.ts'
import { type Passage, written } from '../reading/passages.ts'
import type { Sentence } from '../reading/sentences.ts'
import { fromAt, lowAt } from '../reading/tokens.ts'
import { isPast } from './left-people.ts'
import { holderLinks } from './people-words.ts'

type Named = { kind: 'post'; post: PostKnown } | { kind: 'holder'; name: string }

/**
 * A post beside the name of a person who held it before, and an action in one sentence with a person who owned it
 * before, where the plan names another now. A person who has left is told as such, and not here again.
 */
export function postsHeld({ facts, text, topics }: Context): Found[] {
  const index = nameIndex(namesOf(facts))
  const gone = new Set(
    facts.people.filter(({ leftOn }) => leftOn !== null && leftOn <= facts.cutOffOn).map(({ name }) => name),
  )
  return text.passages.flatMap((passage) => {
    const mentions = mentionsIn(passage.text, index)
    if (mentions.length === 0) return []
    const { sentences } = passage
    const actions = bySentence(sentences, topics.get(passage) ?? [], ({ from }) => from)
    return [...bySentence(sentences, mentions, ({ from }) => from)].flatMap(([sentence, own]) => {
      if (isPast(passage, sentence)) return []
      const found = [...ofPosts(passage, own), ...ofActions(own, actions.get(sentence) ?? [])]
      return found.filter(({ name }) => !gone.has(name)).map((each) => foundOf(passage, sentence, each))
    })
  })
}

type Outdated = { name: string; from: number; to: number; fact: string; what: string; subject: string }

function* namesOf({ posts, actions }: PlanAtCutOff): Generator<readonly [string, Named]> {
  const holders = new Set([
    ...posts.flatMap(({ before }) => before.map(({ name }) => name)),
    ...actions.flatMap(({ formerOwners }) => formerOwners.map(({ name }) => name)),
  ])
  for (const post of posts) yield [post.post, { kind: 'post', post }]
  for (const name of holders) yield [name, { kind: 'holder', name }]
}

function ofPosts({ tokens }: Passage, mentions: readonly Mention<Named>[]): Outdated[] {
  return mentions.flatMap((one, at) => {
    const other = mentions[at + 1]
    if (!other || !areLinked(tokens, one.to, other.from)) return []
    const both = [...one.of, ...other.of]
    const post = both.find((each) => each.kind === 'post')?.post
    const holder = both.find((each) => each.kind === 'holder')?.name
    const past = post?.before.find(({ name }) => name === holder)
    if (!post || !past || post.holder === past.name) return []
    const since = post.since === null ? '' : ` since ${dayInWords(post.since)}`
    const now = post.holder === null ? `the post is vacant${since}` : `${post.holder} has held it${since}`
    const fact = `${past.name} was ${post.post} until ${dayInWords(past.until)}; ${now}.`
    const subject = `post ${post.post} ${past.name} ${post.holder ?? ''}`
    return [{ name: past.name, from: one.from, to: other.to, fact, what: 'the name or the post', subject }]
  })
}

function areLinked(tokens: Passage['tokens'], from: number, to: number): boolean {
  let at = firstFrom(tokens, from)
  for (; (tokens[at]?.from ?? Infinity) < to; at += 1) if (!holderLinks.has(lowAt(tokens, at))) return false
  return true
}

function firstFrom(tokens: Passage['tokens'], from: number): number {
  let [low, high] = [0, tokens.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (fromAt(tokens, middle) < from) low = middle + 1
    else high = middle
  }
  return low
}

function ofActions(people: readonly Mention<Named>[], topics: readonly Mention<Topic>[]): Outdated[] {
  const actions = new Set(
    topics.flatMap(({ of }) => of.flatMap((topic) => (topic.kind === 'action' ? [topic.action] : []))),
  )
  return people.flatMap(({ from, to, of }) =>
    of.flatMap((named) => {
      if (named.kind !== 'holder') return []
      const action = [...actions].find((each) => each.owner !== named.name && ownedBefore(each, named.name))
      const past = action?.formerOwners.findLast(({ name }) => name === named.name)
      if (!action || !past) return []
      const now = action.owner === null ? 'nobody owns it now' : `${action.owner} owns it now`
      const fact = `${past.name} owned ${action.reference} (${action.title}) until ${dayInWords(past.until)}; ${now}.`
      const subject = `owner ${action.reference} ${past.name} ${action.owner ?? ''}`
      return [{ name: past.name, from, to, fact, what: 'the name', subject }]
    }),
  )
}

const ownedBefore = ({ formerOwners }: ActionInScope, name: string): boolean =>
  formerOwners.some((each) => each.name === name)

function foundOf(passage: Passage, sentence: Sentence, { from, to, fact, what, subject }: Outdated): Found {
  return {
    code: 'outOfDate',
    sentence: written(passage, sentence),
    at: placeIn(passage, from, to),
    fact,
    ask: correctOrKeep(what),
    subject,
  }
}
