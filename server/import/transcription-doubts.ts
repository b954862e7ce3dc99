import { horizonNames } from '#db/schema/plan.ts'
import { type Doubt, type DoubtKind, doubt } from './doubt.ts'
import { pathIn, type UnknownKey } from './form.ts'
import { quoted } from './quoted.ts'
import { refsInShort } from './refs-in-short.ts'
import { isRejected } from './transcription-checks.ts'
import { countDoubts } from './transcription-counts.ts'
import type { ActionSaid, OutcomeSaid, PrioritySaid, Transcription } from './transcription-form.ts'
import type { Tree } from './tree.ts'

/** Every doubt that a transcription states about itself, and what of it was not imported. */
export function doubtsIn(file: Transcription, leftOut: UnknownKey[], tree: Tree): Doubt[] {
  return [
    ...documentDoubts(file),
    ...file.priorities.flatMap(priorityDoubts),
    ...repeatedActions(file),
    ...leftOut.map((key) => leftOutDoubt(key, tree)),
    ...countDoubts(file),
  ]
}

function documentDoubts({ document, vision, ...file }: Transcription): Doubt[] {
  const { start_year, end_year } = document.strategy_period ?? {}
  const years = [start_year, end_year].filter(Boolean).join(' to ')
  return [
    ...when(years !== '', 'note', 'plan', `The document covers ${years}, without days.`),
    ...legibilityDoubt(
      'vision',
      vision?.matrix_statement_verbatim ?? '',
      vision ?? { legibility: 'ok', note: '' },
    ),
    ...file.challenges.flatMap((challenge, at) => {
      const where = challenge.id ?? `challenge ${at + 1}`
      return [
        ...legibilityDoubt(where, challenge.text_verbatim, challenge),
        ...placementDoubt(where, challenge.text_verbatim, challenge),
      ]
    }),
    ...file.horizon_notes.flatMap((remark) => remarkDoubt('horizons', remark)),
    ...file.challenge_notes.flatMap((remark) => remarkDoubt('challenges', remark)),
    ...(file.impacts?.items ?? []).map((item) => unplacedDoubt('impacts', item)),
    ...when(Boolean(file.impacts?.note), 'note', 'impacts', sentence(file.impacts?.note ?? '')),
  ]
}

function priorityDoubts(said: PrioritySaid): Doubt[] {
  const items = [...said.measurable_outcomes, ...horizonNames.flatMap((name) => said.actions?.[name] ?? [])]
  return [
    ...legibilityDoubt(said.id, said.title_verbatim, said),
    ...placementDoubt(said.id, said.title_verbatim, said),
    ...horizonDoubt(said),
    ...duplicateCells(said),
    ...candidates(said),
    ...items.flatMap(decisionDoubt),
    ...items
      .filter((item) => !isRejected(item))
      .flatMap((item) => legibilityDoubt(item.id, item.text_verbatim, item)),
    ...said.measurable_outcomes.filter((outcome) => !isRejected(outcome)).flatMap(directionDoubts),
  ]
}

const kindsOfLegibility = { unclear: 'unclear', garbled: 'garbled', split_unsure: 'splitUnsure' } as const

function legibilityDoubt(
  where: string,
  text: string,
  said: Pick<ActionSaid, 'legibility' | 'note'>,
): Doubt[] {
  const { legibility } = said
  if (legibility === 'ok' || legibility === 'no_direction') return []
  return [doubt(kindsOfLegibility[legibility], where, `${quoted(text, 200)}: ${reason(said.note)}`)]
}

function placementDoubt(
  where: string,
  text: string,
  { placement, note }: { placement: string; note: string },
): Doubt[] {
  return when(
    placement !== 'clear',
    'placement',
    where,
    `${quoted(text, 200)} (${placement}): ${reason(note)}`,
  )
}

function horizonDoubt({ id, actions, horizon_ambiguity: doubtful }: PrioritySaid): Doubt[] {
  if (!doubtful) return []
  const imported = horizonNames
    .flatMap((name) => actions?.[name] ?? [])
    .filter((action) => !isRejected(action))
  const refs = imported.map((action) => action.id)
  const filed = `${refs.length} actions (${refsInShort(refs)}) are imported as drafts, filed as transcribed: ${quoted(doubtful.chosen_for_transcription, 200)}.`
  const other = doubtful.alternative ? ` Another reading is ${quoted(doubtful.alternative, 200)}.` : ''
  const decision = doubtful.import_decision ? ` The file says ${quoted(doubtful.import_decision)}.` : ''
  return [doubt('horizonUnsure', id, `${filed}${other}${decision}`)]
}

function duplicateCells({ id, duplicate_cells: cells }: PrioritySaid): Doubt[] {
  if (!cells) return []
  const { import_decision, ...where } = cells
  const found = Object.entries(where)
    .map(([key, cell]) => quoted(`${key}: ${inWords(cell)}`, 200))
    .join(', ')
  const decision = import_decision ? ` The file says ${quoted(import_decision, 200)}.` : ''
  return [
    doubt(
      'duplicate',
      id,
      `Cells printed for ${id} repeat others (${found || 'not said which'}); nothing of them was imported.${decision}`,
    ),
  ]
}

function candidates({ id, candidate_outcomes: found }: PrioritySaid): Doubt[] {
  if (!found) return []
  return [
    ...found.text_verbatim.map((text) =>
      doubt('unplaced', id, `${quoted(text, 200)} may be a measure of ${id}.`),
    ),
    ...when(found.note !== '', 'note', id, sentence(found.note)),
  ]
}

function decisionDoubt(said: ActionSaid | OutcomeSaid): Doubt[] {
  if (said.import_decision === null) return []
  const text = `${quoted(said.text_verbatim, 200)}: the file says ${quoted(said.import_decision, 200)}`
  return isRejected(said)
    ? [doubt('duplicate', said.id, `${text}, so it was not imported.`)]
    : [doubt('placement', said.id, `${text}. It was imported as it stands.`)]
}

function directionDoubts(said: OutcomeSaid): Doubt[] {
  if (said.legibility !== 'no_direction' && said.direction !== null) return []
  const what = `${quoted(said.text_verbatim, 200)}, kept as context only: ${reason(said.note)}`
  // Context only by want of a direction, not by choice: whether it has a target is open as well.
  const open = when(said.target === null, 'missingTarget', said.id, `${said.id} has no target.`)
  return [doubt('noDirection', said.id, what), ...open]
}

function repeatedActions({ priorities, shared_action_note: shared }: Transcription): Doubt[] {
  const byText = new Map<string, string[]>()
  for (const { actions } of priorities) {
    for (const action of horizonNames.flatMap((name) => actions?.[name] ?? [])) {
      if (!isRejected(action))
        byText.set(action.text_verbatim, [...(byText.get(action.text_verbatim) ?? []), action.id])
    }
  }
  const others = [...byText].filter(([text, refs]) => refs.length > 1 && text !== shared?.text_verbatim)
  return [
    ...(shared ? [sharedDoubt(shared, byText.get(shared.text_verbatim) ?? [])] : []),
    ...others.map(([text, refs]) =>
      doubt(
        'duplicate',
        refs.join(', '),
        `${quoted(text, 200)} stands there ${refs.length} times; all were imported.`,
      ),
    ),
  ]
}

function sharedDoubt(shared: NonNullable<Transcription['shared_action_note']>, refs: string[]): Doubt {
  const where = refs.join(', ') || shared.appears_under.join(', ') || 'plan'
  const either = shared.alternatives.length > 0 ? ` Either: ${shared.alternatives.join('; or ')}.` : ''
  const decision = shared.decision ? ` The file says ${quoted(shared.decision, 200)}.` : ''
  return doubt('sharedAction', where, `${quoted(shared.text_verbatim, 200)}.${either}${decision}`)
}

type Remark = Transcription['horizon_notes'][number]

function remarkDoubt(where: string, remark: Remark): Doubt[] {
  return [typeof remark === 'string' ? doubt('note', where, sentence(remark)) : unplacedDoubt(where, remark)]
}

function unplacedDoubt(where: string, remark: Remark): Doubt {
  if (typeof remark === 'string') return doubt('unplaced', where, `${quoted(remark, 200)}.`)
  const either = remark.alternatives.length > 0 ? ` Either: ${remark.alternatives.join('; or ')}.` : ''
  const decision = remark.decision ? ` The file says ${quoted(remark.decision, 200)}.` : ''
  return doubt(
    'unplaced',
    where,
    `${quoted(remark.text_verbatim, 200)}.${remark.note ? ` ${sentence(remark.note)}` : ''}${either}${decision}`,
  )
}

function leftOutDoubt({ path, key, value, line, meant }: UnknownKey, tree: Tree): Doubt {
  const hint = meant ? ` If ${meant} is meant, correct the key and import again.` : ''
  const what = Array.isArray(value)
    ? `${value.length} ${value.length === 1 ? 'entry' : 'entries'}, beginning `
    : ''
  return doubt(
    'leftOut',
    pathIn(tree, [...path, key]),
    `Line ${line ?? '?'}: ${what}${quoted(inWords(value))}.${hint}`,
  )
}

/** What a part nobody reads further holds, in a few words. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  if (Array.isArray(value)) return value.map(inWords).join(', ')
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${inWords(inner)}`)
    .join('; ')
}

function reason(note: string): string {
  return note ? sentence(note) : 'no reason is given.'
}

function sentence(text: string): string {
  return /[.!?]["”)]?$/.test(text) ? text : `${text}.`
}

function when(doubtful: boolean, kind: DoubtKind, where: string, what: string): Doubt[] {
  return doubtful ? [doubt(kind, where, what)] : []
}
