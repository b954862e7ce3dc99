import { paths } from '#server/paths.ts'
import { count, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { SectionOpen } from './edition.ts'
import type { SectionFinding } from './made/checked.ts'

/** What the checks found in a section, as a part of its page; nothing where they found nothing. */
export function foundIn(
  sectionId: string,
  findings: readonly SectionFinding[],
  mayKeep: boolean,
): Html | false {
  if (findings.length === 0) return false
  return section({
    title: 'What the checks found',
    id: 'findings',
    number: findings.length,
    body: findingList(sectionId, findings, mayKeep),
  })
}

/** The same beside the form on which the section is written; nothing where they found nothing. */
export function foundBeside(
  sectionId: string,
  findings: readonly SectionFinding[],
  mayKeep: boolean,
): Html | false {
  if (findings.length === 0) return false
  return html`<h2 class="govuk-heading-s">What the checks found in the text as it is kept</h2>
${findingList(sectionId, findings, mayKeep)}`
}

/** Each sentence, what the plan says, and how it was answered or can be. */
function findingList(sectionId: string, findings: readonly SectionFinding[], mayKeep: boolean): Html {
  return html`<ul class="govuk-list">${findings.map((each) => found(sectionId, each, mayKeep))}</ul>`
}

function found(
  sectionId: string,
  { id, sentence, fact, ask, keptBecause }: SectionFinding,
  mayKeep: boolean,
): Html {
  return html`<li class="wm-panel"><p><q>${sentence}</q></p><p>${fact}</p>${
    keptBecause === null
      ? html`<p><strong>${ask}</strong>${
          mayKeep &&
          html` <a class="govuk-link" href="${paths.sectionKeep.at({ id: sectionId, finding: id })}">Keep it, with a reason</a>`
        }</p>`
      : html`<p>It was kept, because: ${keptBecause}</p>`
  }</li>`
}

/** What is found in a report that is with its approver, by section: it is not approved until each is answered. */
export function foundSinceSubmission(open: readonly SectionOpen[], mayKeep: boolean): Html | false {
  if (open.length === 0) return false
  return section({
    title: 'What the checks found since it was submitted',
    id: 'findings',
    number: open.reduce((sum, { findings }) => sum + findings.length, 0),
    body: html`<p>The report is approved once each is answered: its author or the plan administrator keeps the text with a
reason, or the approver returns the report and the text is put right.</p>
${open.map(
  ({ section: { id, number, heading }, findings }) =>
    html`<h3 class="govuk-heading-s"><a class="govuk-link" href="${paths.section.at({ id })}">Section ${number}, ${heading}</a></h3>
${findingList(id, findings, mayKeep)}`,
)}`,
  })
}

/** How much is found in each section of a report that is being written, each leading to its section; texts stay there. */
export function foundSoFar(open: readonly SectionOpen[]): Html | false {
  if (open.length === 0) return false
  return section({
    title: 'What the checks found',
    id: 'findings',
    number: open.reduce((sum, { findings }) => sum + findings.length, 0),
    body: html`<ul class="govuk-list">${open.map(
      ({ section: { id, number, heading }, findings }) =>
        html`<li><a class="govuk-link" href="${paths.section.at({ id })}#findings">Section ${number}, ${heading}: ${count(
          findings.length,
          'finding',
        )}</a></li>`,
    )}</ul>
<p>The report is submitted once each is answered: its author corrects the text, or keeps it with a reason.</p>`,
  })
}
