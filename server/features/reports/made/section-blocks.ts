import type { SectionFacts, SectionKind } from '#workflows/report/report-facts.ts'
import { readText } from '#workflows/report/text/report-text.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { actions } from './actions.ts'
import { changes } from './changes.ts'
import { decisions } from './decisions.ts'
import type { ReportKnown } from './facts.ts'
import { withFigures } from './figures.ts'
import { grades } from './grades.ts'
import { performance } from './performance.ts'
import { planOnAPage } from './plan-on-a-page.ts'
import { priorities } from './priorities.ts'
import { register } from './register.ts'

type Chosen = Pick<SectionFacts, 'measureIds' | 'priorityIds' | 'exemptParagraph'>

const made: Partial<Record<SectionKind, (known: ReportKnown, chosen: Chosen) => Block[]>> = {
  performance: (known, { measureIds }) => performance(known, measureIds),
  grades: (known, { measureIds }) => grades(known, measureIds),
  inspections: register,
  priorities: (known, { priorityIds }) => priorities(known, priorityIds),
  actions: (known, { priorityIds }) => actions(known, priorityIds),
  planOnAPage,
  changes,
  decisions: ({ decisions: read, now }, { exemptParagraph }) =>
    decisions(exemptParagraph === null ? read.open : read.exempt, now),
}

/** What a section holds: what a person wrote, with its figures put in, and below it what Waymark knows. */
export function sectionBlocks(
  known: ReportKnown,
  section: Pick<SectionFacts, 'kind' | 'text'> & Chosen,
): Block[] {
  const written = withFigures(readText(section.text).blocks, known)
  return [...written, ...(made[section.kind]?.(known, section) ?? [])]
}
