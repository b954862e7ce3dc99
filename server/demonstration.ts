import type { Making } from '#db/demo/making.ts'
import { takePack } from './features/meetings/pack.ts'
import { findingsOf, openFindings, takeEdition } from './features/reports/edition.ts'
import { reportTemplates } from './features/reports/templates.ts'

/** What the loader of the demonstration is handed: packs and editions in it are made as those of people are. */
export const making: Making = {
  takePack,
  takeEdition,
  openFindings,
  findingsOf,
  templates: reportTemplates(),
}
