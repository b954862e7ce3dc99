import { readPlanFrames } from '#db/read/plan-frame.ts'
import { heed, heedingAs } from '#db/write/heed.ts'
import { wouldMake } from '#db/write/would-make.ts'
import type { Deps } from '#server/deps.ts'
import { change } from '#server/features/actions/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import type { Undone } from '#server/ui/forms/form-loop.ts'
import { type Faults, faultList, type Typed } from '#server/ui/forms/forms.ts'
import { versionIn } from '#server/ui/forms/version.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { actionWarnings } from '#workflows/warnings/action-warnings.ts'
import type { Warning } from '#workflows/warnings/warning.ts'
import type { WeekItem } from './items.ts'
import {
  datesOf,
  faultIn,
  fieldOf,
  partOfAction,
  partOfMilestone,
  readItem,
  type WeekAnswer,
  type WeekStep,
} from './week-form.ts'

type Saved = { ok: true; data: { success: string; left: Typed | null } } | Undone

/**
 * Saves what the weekly form says: of the one action whose button was pressed, or of all. Each action is saved for
 * itself. What is saved is told; what is refused stays in its fields with the reason, and so does what was typed for
 * other actions.
 */
export async function saveWeek(
  deps: Deps,
  actor: Actor,
  { items, values, today }: { items: readonly WeekItem[]; values: Typed; today: Day },
): Promise<Saved> {
  const { one, rest, ...typed } = values
  const asked = items.filter(({ action }) => one === undefined || action.facts.id === one)
  const answers = asked.map((item) =>
    readItem(typed, item, { rest: rest !== undefined && one === undefined, today, via: actor.via }),
  )
  const gone = noLongerTheirs(typed, items)
  if (asked.length === 0 && one !== undefined && gone.length === 0)
    return { ok: false, faults: {}, errors: [{ text: waitsNoMore }], status: 409 }
  if (
    gone.length === 0 &&
    answers.every(({ steps, faults }) => steps.length === 0 && Object.keys(faults).length === 0)
  )
    return rest !== undefined && asked.every(({ group }) => group === 'answered')
      ? { ok: true, data: { success: allAnswered, left: null } }
      : { ok: false, faults: nothingSaid(asked) }

  heed(await unusualOf(deps, actor, { answers, typed, today }))
  const done = await heedingAs(
    () => [],
    () => Promise.all(answers.map((answer) => saveOne(deps, actor, answer, typed))),
  )
  const told = done.flatMap(({ saved, ref }) => (saved.length > 0 ? [ref] : []))
  const success = told.length === 0 ? '' : `Saved: ${new Intl.ListFormat('en-GB').format(told)}.`
  const used = done.flatMap(({ saved }) => saved.map(({ part }) => `${part}-`))
  // What is saved, or was changed by others, is sent again on what stands there by then; all else on what was seen.
  const renewed = new Set(
    done.flatMap(({ id, saved, stale }) => (stale || saved.length > 0 ? [`version-${id}`] : [])),
  )
  const left = Object.fromEntries(
    Object.entries(typed).filter(
      ([name]) => !renewed.has(name) && !used.some((part) => name.startsWith(part)),
    ),
  )
  const faults = Object.assign({}, ...done.map((each) => each.faults)) as Faults
  if (Object.keys(faults).length === 0 && gone.length === 0)
    return { ok: true, data: { success, left: one !== undefined && hasWords(left, items) ? left : null } }
  return {
    ok: false,
    faults,
    errors: [...(success === '' ? [] : [{ text: success }]), ...gone],
    summary: faultList(faults, items.flatMap(datesOf)),
    status: Math.max(gone.length > 0 ? 409 : 0, ...done.map(({ status }) => status)),
    left: { values: { ...left, ...(rest !== undefined && { rest }) }, version: undefined },
  }
}

/**
 * What is unusual about all that is to be saved, told before the first of it is. Nothing is asked about what would be
 * refused: that is told when the rest is saved.
 */
async function unusualOf(
  deps: Deps,
  actor: Actor,
  { answers, typed, today }: { answers: readonly WeekAnswer[]; typed: Typed; today: Day },
): Promise<Warning[]> {
  const frames = await readPlanFrames(
    deps.db,
    answers.map(({ item }) => item.action.plan.id),
  )
  const each = answers.map(async ({ item: { action }, steps, faults }) => {
    const frame = frames.get(action.plan.id)
    if (!frame || Object.keys(faults).length > 0) return []
    const unusual = steps.map((step) =>
      actionWarnings(step.request.event, action.facts, frame, today).map((warning) => ({
        ...warning,
        field: fieldOf(step, warning.field),
      })),
    )
    if (unusual.flat().length === 0) return []
    const context = {
      actionId: action.facts.id,
      actorId: actor.id,
      now: deps.clock.now(),
      ifVersion: versionIn(typed[`version-${action.facts.id}`]),
    }
    const requests = steps.map(({ request }) => request)
    return unusual.slice(0, await wouldMake(deps.db, context, requests)).flat()
  })
  return (await Promise.all(each)).flat()
}

const seen = 'Look at what was said last, then save yours again'
// By the link in the email nobody sees what was said last.
const unseen = 'Sign in to see what was said last, or send yours again if it stands all the same'
const waitsNoMore = 'That action does not wait for you any more. Nothing was saved.'
const allAnswered = 'All of it was answered while you were writing. Nothing was added.'

/** What was typed for actions that were handed over, submitted or taken out meanwhile: it is shown, and not lost. */
function noLongerTheirs(values: Typed, items: readonly WeekItem[]): FormError[] {
  const theirs = new Set(items.map(({ action }) => action.facts.id))
  return Object.entries(values).flatMap(([name, text]) => {
    const [, id = ''] = /^update-(.+)-note$/.exec(name) ?? []
    return id === '' || theirs.has(id) || text.trim() === ''
      ? []
      : [{ text: `An action does not wait for you any more. What you typed for it: ${text.trim()}` }]
  })
}

type OneSaved = {
  id: string
  ref: string
  stale?: boolean
  saved: WeekStep[]
  faults: Faults
  status: number
}

/** The steps of one action in order, each on the version that the one before it made. */
async function saveOne(deps: Deps, actor: Actor, answer: WeekAnswer, values: Typed): Promise<OneSaved> {
  const { item, steps, faults } = answer
  const { id, ref } = item.action.facts
  if (Object.keys(faults).length > 0) return { id, ref, saved: [], faults, status: 400 }
  const saved: WeekStep[] = []
  let version = steps.length === 0 ? 0 : versionIn(values[`version-${id}`])
  for (const step of steps) {
    try {
      const { facts } = await change(deps, actor, id, step.request, version)
      version = facts.version
      saved.push(step)
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status >= 500) throw problem
      const stale = problem.code === 'versionStale'
      return {
        id,
        ref,
        stale,
        saved,
        faults: refusedBy(problem, step, ref, actor),
        status: problem.status,
      }
    }
  }
  return { id, ref, saved, faults: {}, status: 200 }
}

function refusedBy(
  { code, errors, message }: Problem,
  step: WeekStep,
  ref: string,
  { via }: Pick<Actor, 'via'>,
): Faults {
  if (code === 'versionStale')
    return { [fieldOf(step, '')]: `${ref} was changed while you were writing. ${via ? unseen : seen}` }
  const named = errors.map(({ pointer, detail }) => faultIn(step, { field: pointer.slice(1), detail }))
  return named.length === 0
    ? faultIn(step, { field: '', detail: message })
    : (Object.assign({}, ...named) as Faults)
}

function nothingSaid([first]: readonly WeekItem[]): Faults {
  const said = 'Say how it is going, or tick that nothing has changed'
  if (first?.group) return { [`${partOfAction(first.action.facts.id)}-note`]: said }
  const [milestone] = first?.milestones ?? []
  return { [milestone ? `${partOfMilestone(milestone.id)}-met` : '']: 'Tick what is met' }
}

/** Whether anything is left that its owner typed: other than what the form filled in. */
function hasWords(left: Typed, items: readonly WeekItem[]): boolean {
  const days = items.flatMap(datesOf)
  return Object.entries(left).some(
    ([name, value]) =>
      value.trim() !== '' &&
      !name.startsWith('version-') &&
      !days.some((date) => name.startsWith(`${date}-`)),
  )
}
