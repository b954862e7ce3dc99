import type { FastifyRequest } from 'fastify'
import { section } from '#server/html/components.ts'
import { button } from '#server/html/govuk.ts'
import { html } from '#server/html/html.ts'
import { evidenceFields, evidenceInitial, evidenceLabels, readEvidence } from './evidence-form.ts'
import type { ActionForm } from './form.ts'
import type { Look } from './look.ts'
import { criteriaList } from './view-parts.ts'

const PART = 'evidence'

/** `/actions/:id/evidence`: adds one piece of evidence against a closure criterion. */
export function evidencePage({ read, may, today }: Look, request: FastifyRequest): ActionForm {
  const { criterion } = request.query as { criterion?: unknown }
  const chosen = read.facts.criteria.find(({ id }) => id === criterion) ?? (read.facts.criteria.length === 1 ? read.facts.criteria[0] : undefined)
  return {
    title: `Add evidence to ${read.facts.ref}`,
    heading: 'Add evidence',
    dates: [`${PART}-datedOn`],
    labels: evidenceLabels(PART),
    initial: evidenceInitial(PART, today, chosen?.id),
    read: (values) => {
      const evidence = readEvidence(values, PART, read, today)
      return evidence.ok ? { ok: true, data: [evidence.data] } : evidence
    },
    fields: (state) => html`${evidenceFields(state, PART, read)}${button({ text: 'Add this evidence' })}`,
    aside: section({ title: 'Evidence so far', id: 'so-far', body: criteriaList(read) }),
    ...(!may.mayAddEvidence && { closed: 'Evidence is added by the owner, contributors, the lead, the chair and the plan administrator, while the action is part of the plan.' }),
    done: ({ facts }) => `Your evidence for ${facts.ref} is saved.`,
  }
}
