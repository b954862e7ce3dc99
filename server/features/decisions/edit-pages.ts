import type { FastifyInstance } from 'fastify'
import { pageMeetings } from '#db/read/meetings.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { button, type Option } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { decisionAt, whyNotKeep } from './decision-at.ts'
import { decisionForm, decisionFormFields, meetingTyped } from './decision-form.ts'
import { addDecision, changeOfDecision } from './service.ts'

/** `/plans/:id/decisions/new`: records a decision; `?meeting=` its id, as one of a meeting. */
export function recordDecisionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.decisionRecord.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const home = paths.decisions.at(plan)
    const shut = whyNotKeep(role, plan)
    const { items } = await pageMeetings(deps.db, plan.id, { limit: MOST, after: null })
    const open = items.filter(({ state }) => state === 'issued').toReversed()
    const meetings: Option[] = open.map(({ id, number, title }) => ({
      value: id,
      text: `Meeting ${number}, ${title}`,
    }))
    const { meeting: named } = request.query as { meeting?: unknown }
    const meeting = open.find(({ id }) => id === named)
    return {
      page: {
        title: `Record a decision: ${plan.title}`,
        heading: 'Record a decision',
        section: planSection(plan, role, 'decisions', 'below'),
        back: { href: home, text: 'Back to the decisions' },
      },
      initial: {
        decider: 'body',
        keyKind: 'notKey',
        ...(meeting && { meetingId: meeting.id, decisionMaker: 'The board' }),
      },
      dates: decisionForm.dates,
      labels: { ...decisionForm.labels, meetingId: 'Meeting' },
      choices: decisionForm.choices,
      ...(shut !== null && {
        closed: {
          title: 'You cannot record a decision',
          text: shut,
          next: button({ text: 'Back to the decisions', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => decisionFormFields(state, { press: 'Record the decision', meetings }),
      send: async (values) => {
        const [read, chosen] = [decisionForm.read(values), meetingTyped(values)]
        if (!read.ok || !chosen.ok)
          return {
            ok: false,
            faults: { ...(read.ok ? {} : read.faults), ...(chosen.ok ? {} : chosen.faults) },
          }
        const { id, ref } = await addDecision(deps, actor, plan.id, { ...read.data, meetingId: chosen.data })
        return {
          ok: true,
          data: { to: paths.decision.at({ id }), success: `Decision ${ref} is in the register.` },
        }
      },
    }
  })
}

/** Meetings among which those whose pack is issued are looked for. */
const MOST = 500

/** `/decisions/:id/edit`: puts right what is recorded of a decision, until it is published. */
export function editDecisionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.decisionEdit.pattern, async (request) => {
    const { actor, decision, home, frame, shut } = await decisionAt(deps, web, request)
    const saved = decisionForm.saved(decision)
    const why =
      shut ??
      (decision.state === 'recorded'
        ? null
        : 'A decision can be edited until it is published. What is published changes only after a call-in.')
    return {
      page: frame('Edit the decision'),
      initial: saved,
      dates: decisionForm.dates,
      labels: decisionForm.labels,
      choices: decisionForm.choices,
      version: decision.version,
      ...(why !== null && {
        closed: {
          title: 'You cannot edit this decision',
          text: why,
          next: button({ text: 'Back to the decision', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => decisionFormFields(state, { press: 'Save the decision' }),
      send: async (values, version) => {
        const read = decisionForm.read(values, saved)
        if (!read.ok) return read
        const change = changedFields(decision, read.data)
        if (Object.keys(change).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await changeOfDecision(deps, actor, decision.id, { type: 'edit', change }, version)
        return { ok: true, data: { to: home, success: 'The decision is saved.' } }
      },
    }
  })
}
