import type { FoundPlace, FoundThing } from '#db/read/found-texts.ts'
import { paths } from '#server/paths.ts'
import { anchor } from '#server/ui/html/words.ts'
import { excerptOf, type Piece, tellingTexts } from '#workflows/search/excerpt.ts'
import type { Question } from '#workflows/search/question.ts'

/** A thing that was found, as a page and the API show it. */
export type Found = {
  kind: FoundThing['kind']
  id: string
  ref: string | null
  title: string
  /** Its reference and its title, with what was found in them. */
  named: { ref: Piece[]; title: Piece[] }
  /** What beside the title shows why it was found, the text with most of the words first. */
  excerpts: { in: FoundPlace; pieces: Piece[] }[]
  page: string
}

/** A thing with what was found in it. What has no title of its own is called by its text. */
export function foundOf(planId: string, thing: FoundThing, question: Question): Found {
  const [first] = thing.texts
  const isText = thing.kind === 'recommendation'
  const title = isText ? (first?.text ?? '') : thing.title
  const others = isText ? thing.texts.slice(1) : thing.texts
  return {
    kind: thing.kind,
    id: thing.id,
    ref: thing.ref,
    title,
    named: { ref: excerptOf(thing.ref ?? '', question), title: excerptOf(title, question) },
    excerpts: tellingTexts(`${thing.ref ?? ''} ${title}`, others, question).map(({ in: place, text }) => ({
      in: place,
      pieces: excerptOf(text, question),
    })),
    page: pageOf(planId, thing),
  }
}

/** What was found, as the API gives it: where nothing but the title says it, the excerpt is the title. */
export function foundResource({ kind, id, ref, title, named, excerpts, page }: Found) {
  const { in: place, pieces } = excerpts[0] ?? { in: 'title' as const, pieces: named.title }
  return { kind, id, ref, title, in: place, excerpt: pieces, page }
}

function pageOf(planId: string, { kind, id, ref }: FoundThing): string {
  switch (kind) {
    case 'action':
      return paths.action.at({ id })
    case 'measure':
      return paths.measure.at({ id })
    case 'priority':
      return paths.priority.at({ id: planId, ref: ref ?? '' })
    case 'recommendation':
      return `${paths.recommendations.at({ id: planId })}#${anchor(ref ?? '')}`
    case 'inspection':
      return paths.inspection.at({ id })
    case 'decision':
      return paths.decision.at({ id })
    case 'meeting':
      return paths.meeting.at({ id })
    case 'person':
      return paths.person.at({ id: planId, personId: id })
  }
}
