import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PlanRow } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { extensionEvents } from '#server/features/actions/extension-sheet.ts'
import { mailTroublesIn } from '#server/features/mail/service.ts'
import { mailWarnings } from '#server/features/mail/view-trouble.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { freeTextSchema, idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { bodiesOf } from '#server/sheets/event.ts'
import { type Drawn, type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import { asFault, type Faults, freshForm, readForm } from '#server/ui/forms/forms.ts'
import { notAsShown, versionIn } from '#server/ui/forms/version.ts'
import { weekday } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { decideRequest, type Row, type RowAnswer, signOffAll } from './board-decisions.ts'
import { type Board, boardOf } from './board.ts'
import { keptOf } from './view-board-decisions.ts'
import { boardView } from './view-board.ts'

type BoardForm = Form & { plan: PlanRow; ticked?: ReadonlySet<string> }

/** The board page: one screen for the chair before a meeting, with everything that waits for a decision. */
export function boardPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.planBoard.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request, momentOfPage(deps, request).asAt)
    return draw(request, reply, { plan }, { state: freshForm() })
  })

  formLoop<BoardForm>(app, web, paths.boardSignOff.pattern, {
    open: async (request) => {
      const plan = await planAt(deps, web, request)
      const { rows, minuteRef } = signOffsIn(request)
      return {
        plan,
        ticked: new Set(rows.map(({ actionId }) => actionId)),
        version: 'inRows',
        send: async () => {
          if (rows.length === 0) return { ok: false, faults: {}, errors: [nothingTicked] }
          const fault = minuteFault(minuteRef)
          if (fault !== null) return { ok: false, faults: { minuteRef: fault } }
          const answers = await signOffAll(deps, web.signedIn(request), plan.id, { rows, minuteRef })
          const success = signedOffWords(answers)
          const failed = answers.filter((answer) => answer.outcome !== 'done')
          if (failed.length === 0) return { ok: true, data: { to: here(plan), success } }
          return {
            ok: false,
            faults: Object.fromEntries(failed.map(({ row, because }) => [`tick-${row.actionId}`, because])),
            errors: success === '' ? [] : [{ text: success }],
            summary: failed.map(({ row, ref, because }) => ({
              text: `${ref}: ${because}`,
              href: `#tick-${row.actionId}`,
            })),
            status: statusOf(failed),
          }
        },
      }
    },
    draw,
  })

  formLoop<BoardForm>(app, web, paths.boardExtension.pattern, {
    open: async (request) => {
      const plan = await planAt(deps, web, request)
      const { extensionId, decision, row } = requestIn(request)
      /** Each request has fields of its own. What is wrong with none of them stands with the request. */
      const wrong = (faults: Faults) =>
        Object.fromEntries(
          Object.entries(faults).map(([field, text]) => [`${field || 'request'}-${extensionId}`, text]),
        )
      return {
        plan,
        version: 'inRows',
        send: async (typed) => {
          const fields = verdictFields.map(
            (field) => [field, typed[`${field}-${extensionId}`] ?? ''] as const,
          )
          const read = readForm(verdictSchemas[decision], Object.fromEntries(fields))
          if (!read.ok) return { ok: false, faults: wrong(read.faults) }
          const { reason = '', regulatorAgreement = '' } = read.data as Partial<Record<string, string>>
          const verdict = { extensionId, decision, reason, regulatorAgreement }
          const answer = await decideRequest(deps, web.signedIn(request), plan.id, row, verdict)
          if (answer.outcome === 'done') {
            const success =
              decision === 'grant'
                ? `You granted more time for ${answer.ref}. Its owner has been told.`
                : `You refused more time for ${answer.ref}. The due date stands, and its owner has been told why.`
            return { ok: true, data: { to: here(plan), success } }
          }
          const field = verdictFields.find((each) => each === answer.field) ?? ''
          const faults = wrong({ [field]: `${answer.ref}: ${answer.because}` })
          return { ok: false, faults, status: statusOf([answer]) }
        },
      }
    },
    draw,
  })

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { plan, ticked = new Set() }: Pick<BoardForm, 'plan' | 'ticked'>,
    { state, errors = [], status = 200 }: Drawn,
  ): Promise<FastifyReply> {
    const board = await boardOf(deps, web.signedIn(request), plan, momentOfPage(deps, request))
    const shown = errors.map((error) => ({ ...error, href: placeOn(board, error.href) }))
    const troubles = board.asAt === null ? await mailTroublesIn(deps, plan, board.role) : []
    const forms =
      board.asAt !== null
        ? null
        : {
            // What another person changed meanwhile is not ticked again by itself: it has to be looked at first.
            ticked: status === 400 ? ticked : new Set<string>(),
            state,
            token: web.token(request),
          }
    return web.show(request, reply, {
      title: `Board: ${plan.title}`,
      heading: 'Board',
      caption: weekday(board.today),
      wide: true,
      section: planSection(plan, board.role, 'board'),
      ofToday:
        'Names, horizons, roles and who may see it are those of today. What waited for a decision is shown without its forms.',
      status,
      ...(shown.length > 0 && { errors: shown }),
      body: html`${mailWarnings(troubles)}${keptOf(board, state.values)}${boardView(board, forms)}`,
    })
  }
}

const nothingTicked = { text: 'Tick the actions that you sign off', href: '#tick' }

/** The ticked rows, or the one whose own button was pressed, each with the version that was seen. */
function signOffsIn(request: FastifyRequest): { rows: Row[]; minuteRef: string } {
  const body = (request.body ?? {}) as Record<string, unknown>
  const one = body.one
  const ids = typeof one === 'string' && one !== '' ? [one] : [body.action ?? []].flat()
  const rows = [...new Set(ids)].map((actionId) => {
    if (!isId(actionId)) throw notAsShown()
    return { actionId, version: versionIn(body[`version-${actionId}`]) }
  })
  return { rows, minuteRef: typeof body.minuteRef === 'string' ? body.minuteRef.trim() : '' }
}

function requestIn(request: FastifyRequest): { extensionId: string; decision: 'grant' | 'refuse'; row: Row } {
  const { actionId, extensionId, version, ...body } = (request.body ?? {}) as Record<string, unknown>
  // A form that asked first carries the button that was pressed, behind the one that is pressed now.
  const [decision] = [body.decision].flat()
  if (!isId(actionId) || !isId(extensionId) || (decision !== 'grant' && decision !== 'refuse'))
    throw notAsShown()
  return { extensionId, decision, row: { actionId, version: versionIn(version) } }
}

function isId(value: unknown): value is string {
  return idSchema.safeParse(value).success
}

function minuteFault(minuteRef: string): string | null {
  const [issue] = freeTextSchema(limits.action.minuteRef).safeParse(minuteRef).error?.issues ?? []
  return issue ? asFault(issue.message) : null
}

const verdictFields = ['reason', 'regulatorAgreement'] as const

/** What is typed beside each verdict. An agreement that is needed and missing is for the workflow to say. */
const verdictSchemas = {
  grant: z.object(bodiesOf(extensionEvents.grant.fields)),
  refuse: z.object(bodiesOf(extensionEvents.refuse.fields)),
}

function signedOffWords(answers: readonly RowAnswer[]): string {
  const refs = answers.flatMap(({ outcome, ref }) => (outcome === 'done' ? [ref] : []))
  if (refs.length === 0) return ''
  const mailed = refs.length === 1 ? 'Its owner has been told.' : 'Their owners have been told.'
  return `You signed off ${new Intl.ListFormat('en-GB').format(refs)}. ${mailed}`
}

/** Where a fault leads on the board as it stands now: what another person has decided meanwhile is no longer there. */
function placeOn({ signOffs, requests }: Board, href: string | undefined): string | undefined {
  if (href === undefined || href === '#minuteRef') return href
  const mine = signOffs.flatMap(({ read, mine: own }) => (own ? [`#tick-${read.facts.id}`] : []))
  const asked = requests.flatMap((each) => (each.mine ? [each.asked.id] : []))
  if (href === '#tick') return mine[0] ?? '#waiting'
  return mine.includes(href) || asked.some((id) => href.endsWith(id)) ? href : '#waiting'
}

function statusOf(failed: readonly Exclude<RowAnswer, { outcome: 'done' }>[]): number {
  return failed.some(({ outcome }) => outcome === 'stale') ? 412 : 409
}

const here = ({ id }: PlanRow): string => paths.planBoard.at({ id })
