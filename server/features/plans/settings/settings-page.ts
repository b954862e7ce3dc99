import type { FastifyInstance, FastifyRequest } from 'fastify'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { patchPlan } from '#server/features/plans/service.ts'
import { paths } from '#server/paths.ts'
import { type Form, formAt } from '#server/ui/forms/form-loop.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { savedBesideTyped } from '#server/ui/forms/stale-sides.ts'
import { html } from '#server/ui/html/html.ts'
import { takeOutLink } from '#server/ui/take-out-link.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan, standingInPlan } from '#workflows/engine/policy.ts'
import { mayRedact } from '#workflows/redaction/redaction.ts'
import { callInTyped, settingsChanged, settingsSchema, settingsTyped } from './settings-form.ts'
import { settingChoices, settingLabels, settingsView } from './view-settings.ts'

/** A plan's settings: its thresholds and reminders with the key they make. Its administrators change them. */
export function settingsPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formAt(app, web, paths.planSettings.pattern, {
    open,
    draw: (request, reply, { plan, role }, { state, version, status, errors = [], stale }) =>
      web.show(request, reply, {
        title: `Settings: ${plan.title}`,
        heading: 'Settings',
        section: planSection(plan, role, 'settings'),
        status,
        ...(errors.length > 0 && { errors }),
        body: html`${stale}${settingsView(plan, {
          state,
          version,
          token: web.token(request),
          editable: mayEditPlan(role),
          linksAllowed: deps.answersByLink ?? false,
        })}${mayRedact(standingInPlan({ id: '', role })) && takeOutLink(plan)}`,
      }),
  })

  async function open(request: FastifyRequest) {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const to = paths.planSettings.at({ id: plan.id })
    const initial = settingsTyped(plan)
    const form: Form = {
      initial,
      version: plan.version,
      overtaken: { changed: meanwhileChanged, over: meanwhileChanged },
      sides: async (values) =>
        savedBesideTyped(initial, values, { labels: settingLabels, choices: settingChoices }),
      send: async (values, version) => {
        const read = readForm(settingsSchema(plan), { ...callInTyped(plan), ...values })
        if (!read.ok) return read
        const changed = settingsChanged(plan, read.data)
        const names = Object.keys(changed) as (keyof typeof changed)[]
        if (names.length === 0)
          return { ok: true, data: { to, success: 'Nothing was changed: the settings are as they were.' } }
        await patchPlan(deps, actor, plan.id, changed, version)
        const said = new Intl.ListFormat('en-GB').format(
          names.map((name) => settingLabels[name].toLowerCase()),
        )
        return { ok: true, data: { to, success: `Saved: ${said}. All colours follow at once.` } }
      },
    }
    return { ...form, plan, role: await roleIn(deps.db, actor.id, plan.id) }
  }
}

const meanwhileChanged = 'Somebody changed this plan while you were typing. Compare, then send yours again.'
