import { type HorizonName, horizonNames } from '#db/schema/plan.ts'
import type { ActionDraft, MeasureDraft, PlanDraft, PriorityDraft } from '#db/write/plan-draft.ts'
import type { Doubt } from './doubt.ts'
import { readFormLoosely } from './form.ts'
import { PlanFileError } from './plan-file-error.ts'
import { brokenTranscription, isRejected } from './transcription-checks.ts'
import { doubtsIn } from './transcription-doubts.ts'
import {
  type ActionSaid,
  type OutcomeSaid,
  type PrioritySaid,
  type Transcription,
  transcriptionForm,
} from './transcription-form.ts'
import type { Tree } from './tree.ts'

/**
 * Read a transcription of a printed plan. Words stay as printed; what the print does not say (owners, due dates,
 * criteria, targets) stays empty. What the file says of its own doubts is kept beside the text concerned.
 * @returns the plan, its title null where the document has none, and the doubts the file states
 * @throws PlanFileError with every problem found
 */
export function readTranscription(
  tree: Tree,
  name: string,
): { plan: Omit<PlanDraft, 'title'> & { title: string | null }; doubts: Doubt[] } {
  const { data: file, leftOut } = readFormLoosely(transcriptionForm, tree, name)
  const broken = brokenTranscription(file, tree)
  if (broken.length > 0) throw new PlanFileError(name, broken)
  return { plan: planIn(file), doubts: doubtsIn(file, leftOut, tree) }
}

function planIn(file: Transcription): Omit<PlanDraft, 'title'> & { title: string | null } {
  const { document } = file
  return {
    title: document.title_verbatim,
    description: descriptionOf(document),
    vision: file.vision?.matrix_statement_verbatim ?? '',
    ownerBody: document.owner_body,
    challenges: file.challenges.map((challenge) => challenge.text_verbatim),
    // Years alone give no day: the first of January would be ours, not the document's.
    firstOn: document.strategy_period?.start ?? null,
    lastOn: document.strategy_period?.end ?? null,
    people: [],
    members: [],
    horizons: horizonNames.flatMap((name) =>
      file.horizons
        .filter(({ id }) => id === name)
        .map((window) => ({ name, label: window.label_verbatim, firstOn: window.start, lastOn: window.end })),
    ),
    recommendations: [],
    priorities: file.priorities.map(priorityIn),
  }
}

function descriptionOf({
  banner_verbatim,
  council,
  status_in_source,
  reported_in,
}: Transcription['document']): string {
  return [
    ...banner_verbatim,
    ...(council ? [`Council: ${council}`] : []),
    ...(status_in_source ? [`Status in the source: ${status_in_source}`] : []),
    ...(reported_in ? [`Reported in: ${reported_in}`] : []),
  ].join('\n')
}

function priorityIn(said: PrioritySaid): PriorityDraft {
  return {
    ref: said.id,
    title: said.title_verbatim,
    description: [
      remarkOn(said, said.placement === 'clear' ? '' : `place ${said.placement}`),
      horizonRemark(said),
    ]
      .filter(Boolean)
      .join('\n'),
    impact: '',
    leadEmail: null,
    outcomeConfidence: 'noData',
    confidenceNote: '',
    measures: said.measurable_outcomes.filter((outcome) => !isRejected(outcome)).map(measureIn),
    actions: horizonNames.flatMap((horizon) =>
      (said.actions?.[horizon] ?? [])
        .filter((action) => !isRejected(action))
        .map((action) => actionIn(action, horizon, said)),
    ),
  }
}

const unitNames = { ratio_or_proportion: 'ratio', judgement_feedback: 'judgement' } as const
const polarityNames = { increase: 'higherIsBetter', decrease: 'lowerIsBetter' } as const

function measureIn(said: OutcomeSaid): MeasureDraft {
  const directed = said.direction !== null && said.legibility !== 'no_direction'
  return {
    ref: said.id,
    title: said.text_verbatim,
    unit:
      said.unit === 'ratio_or_proportion' || said.unit === 'judgement_feedback'
        ? unitNames[said.unit]
        : said.unit,
    polarity: directed && said.direction ? polarityNames[said.direction] : 'contextOnly',
    baseline: said.baseline,
    target: said.target,
    targetOn: said.target_date,
    note: remarkOn(said),
  }
}

function actionIn(said: ActionSaid, horizon: HorizonName, priority: PrioritySaid): ActionDraft {
  return {
    ref: said.id,
    horizon,
    title: said.text_verbatim,
    description: [remarkOn(said), horizonRemark(priority)].filter(Boolean).join('\n'),
    ownerEmail: null,
    contributorEmails: [],
    agency: null,
    startOn: null,
    dueOn: null,
    criteria: [],
    milestones: [],
    recommendations: [],
    critical: false,
    regulatorDate: false,
  }
}

/** The transcriber's own doubt, kept with the text: a report in a terminal is gone when somebody comes to settle it. */
function remarkOn({ legibility, note }: { legibility: string; note: string }, also = ''): string {
  const marks = [legibility === 'ok' ? '' : legibility.replaceAll('_', ' '), also].filter(Boolean).join(', ')
  if (note) return `Note from the transcription${marks ? ` (${marks})` : ''}: ${note}`
  return marks ? `Marked in the transcription: ${marks}.` : ''
}

function horizonRemark({ horizon_ambiguity: doubtful }: PrioritySaid): string {
  if (!doubtful) return ''
  const other = doubtful.alternative ? ` Other reading: ${doubtful.alternative}.` : ''
  return `Horizon not confirmed. Filed as: ${doubtful.chosen_for_transcription}.${other}`
}
