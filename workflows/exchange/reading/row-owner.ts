import { limits } from '#workflows/limits.ts'
import { nearNames } from '../cells/near-name.ts'
import { textInCell } from '../cells/text-cell.ts'
import { namesIn } from '../people/names-apart.ts'
import { type OwnerCell, ownerInCell } from '../people/owner-cell.ts'
import { nearestTo, personFor } from '../people/person-for.ts'
import { askNear, nearTo } from './near.ts'
import { type Around, cellFor, type Draft, type OwnerKnown } from './row-context.ts'

/** Reads who is accountable for a row, who contributes, and for which agency. */
export function readOwner(draft: Draft, around: Around): void {
  const found = cellFor(draft, 'owner', around)
  if (found !== null) owner(draft, found.cell.text, found.original, around)
  const contributors = cellFor(draft, 'contributors', around)
  if (contributors !== null) draft.read.contributors = namesIn(contributors.cell.text.trim())
  const agency = cellFor(draft, 'agency', around)
  const answer = agency === null ? null : around.answers.once('agency', agency.original)
  const name = agency === null ? null : textInCell(answer ?? agency.cell.text, limits.agency.name)
  if (name?.is === 'read') draft.read.agency = name.text
  if (name?.is === 'read' && answer === null && agency !== null) {
    const found = nearTo(`agency ${name.text}`, around, () => nearNames(name.text, around.there.agencies))
    askNear(draft, { field: 'agency', original: agency.original, told: name.text, found }, around)
  }
  if (name?.is === 'asked')
    draft.asked.push({
      field: 'agency',
      original: agency?.original ?? '',
      question: name.question,
      proposed: [],
    })
}

function owner(draft: Draft, text: string, original: string, around: Around): void {
  // A person whom Waymark knows is one, whatever their name looks like.
  const isKnownSo = !text.includes('@') && personFor(text.trim(), null, around.known) !== null
  const owner = isKnownSo ? knownOwner(text.trim()) : ownerInCell(text)
  const field = 'owner' as const
  if (owner.is === 'refused') draft.refused.push({ field, original, because: owner.because })
  if (owner.is === 'asked')
    draft.asked.push({ field, original, question: owner.question, proposed: owner.proposed })
  if (owner.is !== 'read') return
  const { name, kind, post } = owner
  draft.read.owner = name
  if (post !== null) draft.noted.push({ field, original, said: `‘${post}’ stands beside the name.` })
  const { isKnown, proposed } = ownerKnown(name, around)
  if (!isKnown)
    around.questions.ask(draft.row, { field, original: name, question: questions[kind](name), proposed })
}

const knownOwner = (name: string): OwnerCell => ({ is: 'read', name, kind: 'name', post: null })

function ownerKnown(name: string, { answers, known, owners }: Around): OwnerKnown {
  const found = owners.get(name)
  if (found !== undefined) return found
  const isKnown = personFor(name, answers.once('owner', name), known) !== null
  const proposed = isKnown ? [] : nearestTo(name, known).map((person) => `${person.name} <${person.email}>`)
  const told = { isKnown, proposed }
  owners.set(name, told)
  return told
}

const address = 'Answer with an email address, as Jane Smith <jane.smith@council.example>, or with nobody.'
const questions = {
  name: (name: string) =>
    name.includes('@')
      ? `Whose address is ${name}? Answer as Jane Smith <${name}>, or with nobody.`
      : `Who is ${name}? ${address}`,
  initials: (name: string) => `Whose initials are ${name}? ${address}`,
  post: (name: string) => `Who holds the post ‘${name}’? ${address}`,
  unclear: (name: string) => `Who is meant by ‘${name}’? ${address}`,
}
