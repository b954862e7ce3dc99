import type { Used } from '#server/apart/lines.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'
import type { WordTemplate } from '../document-word.ts'

/** What the process that draws is told. */
export type Order = { document: ReportDocument; template: WordTemplate | null; site: string | null }

/** How far it has come. */
export const steps = ['parsed', 'word', 'pdf'] as const
export type Step = (typeof steps)[number]

/** What it says, one line each: how far it is, and in the end what it made (bytes in base64) or why it made nothing. */
export type Said =
  | { step: Step }
  | { made: { word: string; pdf: string; html: string; data: string; used: Used } }
  | { tooDeep: string }
