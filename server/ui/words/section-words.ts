import type { SectionKind } from '#workflows/report/report-facts.ts'

/** What each kind of section holds, in a few words. */
export const sectionKindWords: Record<SectionKind, string> = {
  narrative: 'Text of its author',
  performance: 'Measures with charts, made by Waymark',
  grades: 'Grades over time, made by Waymark',
  inspections: 'The register of inspections, made by Waymark',
  priorities: 'Priorities and what moved, made by Waymark',
  actions: 'Actions done, moved, overdue and due, made by Waymark',
  planOnAPage: 'The plan on a page, made by Waymark',
  changes: 'What changed, made by Waymark',
  recommendations: 'What is asked for, by its author',
  standing: 'Standing text',
  signature: 'Who signs it',
  decisions: 'The register of decisions, made by Waymark',
}
