import { newId } from '#db/connection/ids.ts'
import { changeReportTemplate, createReportTemplate } from '#db/write/change-report-template.ts'
import { copyOfTemplate } from '#workflows/report/new-template.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import { refuseUnlessDone } from './refuse.ts'
import type { DatedStep, ReportReplay } from './replay.ts'
import type { DemoOwnTemplate } from './report-form.ts'

/** How the keeper makes a template of the plan's own: copies one that ships, and then changes the copy. */
export function ownTemplateSteps(told: DemoOwnTemplate, replay: ReportReplay): DatedStep[] {
  const { db, demo, ids, personId, making } = replay
  const actorId = personId(demo.reporting.keeper)
  let copy: ReportTemplateFacts | undefined
  return [
    {
      at: told.copied,
      run: async (now) => {
        const template = making.templates.find(({ code }) => code === told.from)
        if (!template) throw new Error(`no template is called ${told.from}`)
        copy = copyOfTemplate(template, { title: told.title, planId: ids.plan, now, newId })
        await createReportTemplate(db, copy, { actorId, from: told.from })
      },
    },
    {
      at: told.copied,
      run: async (now) => {
        if (!copy) throw new Error(`${told.title} was not copied yet`)
        const { for: when, body, approver } = told
        const change = { for: when, body, approver, sections: withMore(copy, told) }
        const context = { templateId: copy.id, actorId, now }
        const changed = await changeReportTemplate(db, context, { type: 'edit', change })
        refuseUnlessDone(changed, `${told.title}: ${demo.reporting.keeper} may not change it`)
      },
    },
  ]
}

function withMore({ sections }: ReportTemplateFacts, { title, more }: DemoOwnTemplate) {
  const headings = new Set(sections.map(({ heading }) => heading))
  for (const { after } of more)
    if (!headings.has(after)) throw new Error(`${title} has no section ${after}, after which another stands`)
  return sections.flatMap((section) => [
    section,
    ...more
      .filter(({ after }) => after === section.heading)
      .map(({ after: _, ...told }) => ({ id: newId(), ...told })),
  ])
}
