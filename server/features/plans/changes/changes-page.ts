import type { FastifyInstance } from 'fastify'
import { lastBoard } from '#db/read/board.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { dateValues, dayParts, dayTyped, faultList, inPart, type Typed } from '#server/ui/forms/forms.ts'
import { day } from '#server/ui/html/words.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { addDays, type Day, endOfLondonDay, isDay } from '#workflows/calendar/calendar.ts'
import { changesOf } from './changes.ts'
import { atCutOff } from './since.ts'
import { changesView } from './view-changes.ts'

/** Days to look back over where no board has sat yet and no day is asked for. */
const LOOK_BACK = 28

/** What changed in a plan since the last board, or between any two days. */
export function changesPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.planChanges.pattern, web.signedInOnly, async (request, reply) => {
    const { today, asAt } = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, asAt)
    const [role, last] = await Promise.all([
      roleIn(deps.db, web.signedIn(request).id, plan.id),
      lastBoard(deps.db, plan.id, today, asAt && endOfLondonDay(asAt)),
    ])
    const cutOff = last && atCutOff(last.cutOffAt)
    const board = last && cutOff && { title: last.title, day: cutOff.since }
    const query = request.query as Record<string, unknown>
    const usual = { since: board?.day ?? addDays(today, -LOOK_BACK), until: today }
    const latest = asAt === null ? 'today' : day(asAt)
    const asked = spanIn(query, usual, latest)
    const wrong = Object.keys(asked.faults).length > 0
    return web.show(request, reply, {
      title: `Changes: ${plan.title}`,
      heading: 'Changes',
      wide: true,
      section: planSection(plan, role, 'changes'),
      ofToday: 'The changes until then are told. Names are those of today.',
      ...(wrong && { status: 400, errors: faultList(asked.faults, ['since', 'until']) }),
      body: changesView({
        planId: plan.id,
        form: { values: asked.values, faults: asked.faults },
        board,
        asAt,
        // A person does not type a moment: the day of the board means its cut-off.
        changes: wrong
          ? null
          : await changesOf(deps, plan, { ...(asked.span.since === cutOff?.since && cutOff), ...asked.span }),
      }),
    })
  })
}

type Days = { since: Day; until: Day }

/** The days that an address asks for: as a form has them, in three parts, or as a link has them, in one. */
function spanIn(
  query: Record<string, unknown>,
  usual: Days,
  last: string,
): { span: Days; values: Typed; faults: Typed } {
  const given = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const asked = (name: keyof Days) =>
    isTyped(given, name) ? dayTyped(given, name) : given[name] || usual[name]
  const span = { since: asked('since'), until: asked('until') }
  const faults: Record<string, string> = {}
  if (!isDay(span.since)) faults.since = 'Enter a real date to begin after'
  if (!isDay(span.until)) faults.until = 'Enter a real date to end with'
  else if (span.until > usual.until) faults.until = `Enter ${last} or an earlier day to end with`
  if (Object.keys(faults).length === 0 && isBefore(span))
    faults.until = 'The last day must not lie before the first'
  const values = { ...partsOf(given, 'since', span.since), ...partsOf(given, 'until', span.until) }
  return { span, values, faults }
}

function isTyped(given: Typed, name: keyof Days): boolean {
  return Object.values(dateValues(given, name)).some((part) => part.trim() !== '')
}

// What was typed stays as it was; what a link asked for in vain stands in the first field.
function partsOf(given: Typed, name: keyof Days, asked: string): Typed {
  if (isTyped(given, name)) return inPart(dateValues(given, name), name)
  return isDay(asked) ? dayParts(name, asked) : { [`${name}-day`]: asked }
}

function isBefore({ since, until }: { since: Day; until: Day }): boolean {
  return until < since
}
