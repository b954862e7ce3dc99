import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { patchPlan } from '#server/features/plans/service.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { type FormState, faultList, freshForm, readForm, typedValues } from '#server/ui/forms/forms.ts'
import { savedBesideTyped } from '#server/ui/forms/stale-sides.ts'
import { versionSent } from '#server/ui/forms/version.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { settingsChanged, settingsSchema, settingsTyped } from './settings-form.ts'
import { settingChoices, settingLabels, settingsView } from './view-settings.ts'

type Drawn = { state: FormState; status?: number; errors?: FormError[]; stale?: Html }

/** A plan's settings: its thresholds and reminders with the key they make. Its administrators change them. */
export function settingsPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.planSettings.pattern, web.signedInOnly, async (request, reply) =>
    draw(request, reply, await planAt(deps, web, request)),
  )

  app.post(paths.planSettings.pattern, web.signedInOnly, async (request, reply) => {
    web.sessions.checkForm(request)
    const plan = await planAt(deps, web, request)
    const values = typedValues(request)
    const version = versionSent(request)
    const read = readForm(settingsSchema(plan), values)
    if (!read.ok) {
      const state = { values, faults: read.faults }
      return draw(request, reply, plan, { state, errors: faultList(read.faults), status: 400 })
    }
    const changed = settingsChanged(plan, read.data)
    if (Object.keys(changed).length === 0) {
      return web.seeOther(request, reply, here(plan), {
        success: 'Nothing was changed: the settings are as they were.',
      })
    }
    try {
      await patchPlan(deps, web.signedIn(request), plan.id, changed, version)
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      if (problem.code === 'versionStale') return again(request, reply, values)
      const faults = Object.fromEntries(
        problem.errors.map(({ pointer, detail }) => [pointer.slice(1), detail]),
      )
      if (problem.status !== 400 || Object.keys(faults).length === 0) throw problem
      return draw(request, reply, plan, { state: { values, faults }, errors: faultList(faults), status: 400 })
    }
    const said = Object.keys(changed).map((name) => settingLabels[name as keyof typeof changed].toLowerCase())
    const success = `Saved: ${new Intl.ListFormat('en-GB').format(said)}. All colours follow at once.`
    return web.seeOther(request, reply, here(plan), { success })
  })

  /** The form again with what was typed, and beside it what somebody else has saved meanwhile. */
  async function again(request: FastifyRequest, reply: FastifyReply, values: FormState['values']) {
    const plan = await planAt(deps, web, request)
    const words = { labels: settingLabels, choices: settingChoices }
    return draw(request, reply, plan, {
      state: freshForm(values),
      errors: [
        {
          text: 'Somebody changed this plan while you were typing. Compare, then send yours again.',
          href: '#meanwhile',
        },
      ],
      status: 412,
      stale: savedBesideTyped(settingsTyped(plan), values, words),
    })
  }

  async function draw(request: FastifyRequest, reply: FastifyReply, plan: PlanRow, drawn?: Drawn) {
    const role = await roleIn(deps.db, web.signedIn(request).id, plan.id)
    const { state = freshForm(settingsTyped(plan)), status = 200, errors = [], stale } = drawn ?? {}
    return web.show(request, reply, {
      title: `Settings: ${plan.title}`,
      heading: 'Settings',
      section: planSection(plan, role, 'settings'),
      status,
      ...(errors.length > 0 && { errors }),
      body: html`${stale}${settingsView(plan, { state, token: web.token(request), editable: mayEditPlan(role) })}`,
    })
  }
}

const here = ({ id }: PlanRow): string => paths.planSettings.at({ id })
