import type { FastifyInstance } from 'fastify'
import { nextInspectionRef } from '#db/read/inspections.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { inspectionAt, whyNotKeep } from './inspection-at.ts'
import { inspectionFields } from './inspection-fields-sheet.ts'
import {
  inspectionChange,
  inspectionDates,
  inspectionFormFields,
  inspectionList,
  inspectionTyped,
  inspectionWords,
  readInspectionForm,
  recommendationsOffered,
} from './inspection-form.ts'
import { addInspection, changeOfInspection } from './service.ts'

/** `/plans/:id/inspections/new`: records an inspection in the register. */
export function newInspectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.inspectionNew.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const home = paths.inspections.at(plan)
    const shut = whyNotKeep(role, plan)
    const recommendations = await recommendationsOffered(deps, plan.id)
    return {
      page: {
        title: `Add an inspection: ${plan.title}`,
        heading: 'Add an inspection',
        section: planSection(plan, role, 'inspections', 'below'),
        back: { href: home, text: 'Back to the inspections' },
      },
      initial: {
        ref: await nextInspectionRef(deps.db, plan.id),
        inspector: inspectionFields.inspector.initial,
        precision: inspectionFields.precision.initial,
      },
      dates: inspectionDates,
      ...inspectionWords(recommendations),
      ...(shut !== null && {
        closed: {
          title: 'You cannot add an inspection',
          text: shut,
          next: button({ text: 'Back to the inspections', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => inspectionFormFields(state, { press: 'Add the inspection', recommendations }),
      send: async (values) => {
        const read = readInspectionForm(values)
        if (!read.ok) return read
        const { id, ref } = await addInspection(deps, actor, plan.id, read.data)
        return {
          ok: true,
          data: { to: paths.inspection.at({ id }), success: `Inspection ${ref} is in the register.` },
        }
      },
    }
  })
}

/** `/inspections/:id/edit`: puts right what the register says of an inspection. */
export function editInspectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.inspectionEdit.pattern, async (request) => {
    const { actor, inspection, plan, home, frame, shut } = await inspectionAt(deps, web, request)
    const stands = {
      ...inspection,
      recommendationIds: inspection.recommendations.map((each) => each.id),
    }
    const saved = inspectionTyped(stands)
    const recommendations = await recommendationsOffered(deps, plan.id)
    const why =
      shut ?? (inspection.state === 'withdrawn' ? 'The entry is withdrawn. Reinstate it first.' : null)
    return {
      page: frame('Change the inspection'),
      initial: saved,
      dates: inspectionDates,
      ...inspectionWords(recommendations),
      lists: inspectionList,
      version: inspection.version,
      ...(why !== null && {
        closed: {
          title: 'You cannot change this inspection',
          text: why,
          next: button({ text: 'Back to the inspection', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => inspectionFormFields(state, { press: 'Save the inspection', recommendations }),
      send: async (values, version) => {
        const read = readInspectionForm(values, saved)
        if (!read.ok) return read
        const change = inspectionChange(stands, read.data)
        if (Object.keys(change).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await changeOfInspection(deps, actor, inspection.id, { type: 'edit', change }, version)
        return { ok: true, data: { to: home, success: 'The inspection is saved.' } }
      },
    }
  })
}
