import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listMeasures } from '#db/read/measures.ts'
import { listPriorities } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { freeTextSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { drawnFields, typedFrom, typedOf } from '#server/sheets/noun-form.ts'
import { labelsOf } from '#server/sheets/noun.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { readForm, type Typed } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { paragraphWords } from '#server/ui/words/exempt-words.ts'
import { limits } from '#workflows/limits.ts'
import { exemptParagraphs, isWritten, type SectionFacts } from '#workflows/report/report-facts.ts'
import { sectionAt } from './report-at.ts'
import { sectionFields } from './section-fields-sheet.ts'
import { changeOfSection } from './section-service.ts'
import { sectionText } from './section-sheet.ts'

const { exemptReason, ...described } = sectionFields
const schema = z.object({
  ...typedOf(sectionFields),
  exemptParagraph: z.string().optional(),
  text: freeTextSchema(limits.section.text).optional(),
})

/** `/sections/:id/edit`: what a section is to hold, and whether it is exempt from publication. */
export function editSectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.sectionEdit.pattern, async (request) => {
    const { actor, read, plan, home, frame, shut } = await sectionAt(deps, web, request)
    const { section, report } = read
    const [measures, priorities] = await Promise.all([
      listMeasures(deps.db, plan.id),
      listPriorities(deps.db, actor.id, plan.id),
    ])
    const open = report.state === 'draft' || report.state === 'commissioned'
    const why = shut ?? (open ? null : 'Its report was submitted. Its approver can return it.')
    const saved = typedSection(section)
    return {
      page: frame('Change the section'),
      initial: saved,
      labels: {
        ...labelsOf(sectionFields),
        exemptParagraph: 'Exempt under paragraph',
        text: sectionText.label,
        ...Object.fromEntries(measures.map(({ id, ref }) => [`measure-${id}`, `Measure ${ref}`])),
        ...Object.fromEntries(priorities.map(({ id, ref }) => [`priority-${id}`, `Priority ${ref}`])),
      },
      version: section.version,
      ...(why !== null && {
        closed: {
          title: 'You cannot change this section',
          text: why,
          next: button({ text: 'Back to the section', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => {
        const draw = fieldsOf(state)
        const box = (noun: string) => (each: { id: string; ref: string; title: string }) =>
          draw.tick(`${noun}-${each.id}`, {
            label: '',
            items: [{ value: 'yes', text: `${each.ref} ${each.title}` }],
          })
        return html`${drawnFields(draw, described)}
${
  !isWritten(section.kind) &&
  draw.text('text', { label: 'Introduction (optional)', hint: sectionText.hint ?? '', rows: 5 })
}
<h2 class="govuk-heading-m">Measures it speaks of</h2><p>None ticked: all of the plan.</p>${measures.map(box('measure'))}
<h2 class="govuk-heading-m">Priorities it speaks of</h2><p>None ticked: all of the plan.</p>${priorities.map(box('priority'))}
${draw.pick('exemptParagraph', {
  label: 'Exempt from publication under paragraph (optional)',
  hint: 'Of Schedule 12A to the Local Government Act 1972',
  items: [
    { value: '', text: 'It is not exempt' },
    ...exemptParagraphs.map((each) => ({ value: String(each), text: paragraphWords[each] })),
  ],
})}
${drawnFields(draw, { exemptReason })}
${button({ text: 'Save the section' })}`
      },
      send: async (values, version) => {
        const typed = readForm(schema, values, [], saved)
        if (!typed.ok) return typed
        const { heading, guidance = '', exemptReason: reason = '', text } = typed.data
        const paragraph = exemptParagraphs.find((each) => String(each) === typed.data.exemptParagraph) ?? null
        const wanted = {
          heading,
          guidance,
          exemptParagraph: paragraph,
          exemptReason: reason,
          measureIds: idsTicked('measure', values, measures),
          priorityIds: idsTicked('priority', values, priorities),
          ...(!isWritten(section.kind) && { text: text ?? '' }),
        }
        const change = Object.fromEntries(
          Object.entries(wanted).filter(
            ([name, value]) => JSON.stringify(value) !== JSON.stringify(section[name as keyof SectionFacts]),
          ),
        )
        if (Object.keys(change).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await changeOfSection(deps, actor, section.id, { type: 'edit', change }, version)
        return { ok: true, data: { to: home, success: 'The section is saved.' } }
      },
    }
  })
}

function typedSection(section: SectionFacts): Typed {
  return {
    ...typedFrom(sectionFields, section),
    text: section.text,
    exemptParagraph: section.exemptParagraph === null ? '' : String(section.exemptParagraph),
    ...Object.fromEntries(section.measureIds.map((id) => [`measure-${id}`, 'yes'])),
    ...Object.fromEntries(section.priorityIds.map((id) => [`priority-${id}`, 'yes'])),
  }
}

function idsTicked(noun: string, values: Typed, all: readonly { id: string }[]): string[] {
  return all.map(({ id }) => id).filter((id) => values[`${noun}-${id}`] !== undefined)
}
