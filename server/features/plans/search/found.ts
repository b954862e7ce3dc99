import type { FoundPlace, FoundThing } from '#db/read/found-texts.ts'
import { paths } from '#server/paths.ts'
import { anchor } from '#server/ui/html/words.ts'
import { excerptOf, foundIn, type Piece } from '#workflows/search/excerpt.ts'
import type { Question } from '#workflows/search/question.ts'

/** A thing that was found, as a page and the API show it. */
export type Found = {
  kind: FoundThing['kind']
  id: string
  ref: string | null
  title: string
  /** Its reference and its title, with what was found in them. */
  named: { ref: Piece[]; title: Piece[] }
  /** The text beside the title in which most of the words are; null where none is. */
  excerpt: { in: FoundPlace; pieces: Piece[] } | null
  page: string
}

/** A thing with what was found in it. What has no title of its own is called by its text. */
export function foundOf(planId: string, thing: FoundThing, question: Question): Found {
  const [first] = thing.texts
  const isText = thing.kind === 'recommendation' || thing.kind === 'decision'
  const title = isText ? (first?.text ?? '') : thing.title
  const others = isText ? thing.texts.slice(1) : thing.texts
  return {
    kind: thing.kind,
    id: thing.id,
    ref: thing.ref,
    title,
    named: { ref: excerptOf(thing.ref ?? '', question), title: excerptOf(title, question) },
    excerpt: bestOf(others, question),
    page: pageOf(planId, thing),
  }
}

/** What was found, as the API gives it: where nothing but the title says it, the excerpt is the title. */
export function foundResource({ kind, id, ref, title, named, excerpt, page }: Found) {
  const { in: place, pieces } = excerpt ?? { in: 'title' as const, pieces: named.title }
  return { kind, id, ref, title, in: place, excerpt: pieces, page }
}

function bestOf(texts: FoundThing['texts'], question: Question): Found['excerpt'] {
  const counted = texts.map((each) => ({ ...each, count: foundIn(each.text, question) }))
  const most = Math.max(0, ...counted.map(({ count }) => count))
  const best = counted.find(({ count }) => count === most && count > 0)
  return best ? { in: best.in, pieces: excerptOf(best.text, question) } : null
}

function pageOf(planId: string, { kind, id, ref, meetingId }: FoundThing): string {
  switch (kind) {
    case 'action':
      return paths.action.at({ id })
    case 'measure':
      return paths.measure.at({ id })
    case 'priority':
      return paths.priority.at({ id: planId, ref: ref ?? '' })
    case 'recommendation':
      return `${paths.recommendations.at({ id: planId })}#${anchor(ref ?? '')}`
    case 'decision':
      return `${paths.meeting.at({ id: meetingId ?? '' })}#decisions`
    case 'person':
      return paths.person.at({ id: planId, personId: id })
  }
}
