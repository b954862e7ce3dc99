import { TAKEN_OUT, TAKEN_OUT_URL } from './marks.ts'
import { outOfNames, type TakeOut } from './words.ts'

/**
 * The names under which people's own words stand, in rows, in the history, in packs and in answers. Everything else is
 * ids, states, days and figures, which a word that is taken out must not touch.
 */
export const textKeys: ReadonlySet<string> = new Set([
  'agendaItem',
  'aliases',
  'alternatives',
  'among',
  'approver',
  'approverPost',
  'aspect',
  'baseline',
  'because',
  'body',
  'callInWho',
  'calledInBy',
  'calledInReason',
  'caveat',
  'cells',
  'challenges',
  'confidenceNote',
  'contact',
  'correction',
  'countOf',
  'decisionMaker',
  'decisionReason',
  'definition',
  'denominator',
  'denominatorSource',
  'description',
  'detail',
  'dispensations',
  'effect',
  'exemptReason',
  'exemptionAgreedBy',
  'exemptionReason',
  'fileName',
  'for',
  'grade',
  'guidance',
  'heading',
  'how',
  'impact',
  'inspector',
  'intendedEffect',
  'interests',
  'judgement',
  'judgementBefore',
  'label',
  'minuteRef',
  'minutes',
  'mitigation',
  'nextExpected',
  'note',
  'noticeReason',
  'numerator',
  'numeratorSource',
  'others',
  'outcomeNote',
  'ownerBody',
  'ownerPost',
  'paragraph',
  'place',
  'portfolio',
  'presenter',
  'published',
  'reason',
  'reasons',
  'ref',
  'regulatorAgreement',
  'resolved',
  'resolvedBefore',
  'scale',
  'sentBack',
  'serves',
  'settledReason',
  'sheet',
  'source',
  'sourceRef',
  'statement',
  'target',
  'text',
  'title',
  'toTurnGreen',
  'urgencyAgreedBy',
  'url',
  'urn',
  'vision',
  'waitingOn',
  'what',
  'whatChanged',
  'who',
])

/** What these lists name is text; every other name is a person's, an agency's or that of a kind of horizon. */
const namedThings: ReadonlySet<string> = new Set(['byHorizon', 'byPriority', 'comparators', 'files'])

/**
 * Data without what is taken out of its texts: the very same value where nothing was. References stay different from
 * one another, and addresses stay addresses.
 */
export function withoutTexts<T>(value: T, takeOut: TakeOut): T {
  return walk(value, null, null, null, takeOut) as T
}

function walk(
  value: unknown,
  key: string | null,
  list: string | null,
  owner: object | null,
  takeOut: TakeOut,
): unknown {
  if (typeof value === 'string')
    return key !== null && isText(key, list) ? inPlace(value, key, owner, takeOut) : value
  if (Array.isArray(value))
    return kept(
      value,
      value.map((each: unknown) => walk(each, key, key, owner, takeOut)),
    )
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const walked = entries.map(([name, each]) => [name, walk(each, name, list, value, takeOut)] as const)
  return walked.some(([, each], at) => each !== entries[at]?.[1]) ? Object.fromEntries(walked) : value
}

function isText(key: string, list: string | null): boolean {
  if (key === 'name') return list !== null && namedThings.has(list)
  // The counts of a plan name a priority by its reference.
  return textKeys.has(key) || (key === 'key' && list === 'byPriority')
}

function inPlace(text: string, key: string, owner: object | null, takeOut: TakeOut): string {
  const said = key === 'url' ? decoded(text) : text
  const without = key === 'url' || key === 'name' ? outOfNames(takeOut)(said) : takeOut(said)
  if (without === said) return text
  if (key === 'url') return TAKEN_OUT_URL
  return key === 'ref' ? newReference(owner) : without
}

/** An address as people read it: each run of its signs that is one in UTF-8. */
function decoded(address: string): string {
  return address.replaceAll('+', ' ').replaceAll(/(?:%[\da-f]{2})+/gi, (signs) => {
    try {
      return decodeURIComponent(signs)
    } catch {
      return signs
    }
  })
}

/** References are told from one another by the thing's own id. */
function newReference(owner: object | null): string {
  const id = owner && 'id' in owner && typeof owner.id === 'string' ? owner.id : ''
  return id === '' ? TAKEN_OUT : `taken-out-${id.slice(-12)}`
}

function kept(before: unknown[], after: unknown[]): unknown[] {
  return after.some((each, at) => each !== before[at]) ? after : before
}
