import type { HistoryEntry } from '#db/read/history.ts'
import { type EntryTold, historySection } from '#server/sheets/history-section.ts'
import { labelsOf } from '#server/sheets/noun.ts'
import type { Html } from '#server/ui/html/html.ts'
import { reportTemplates } from '../templates.ts'
import { templateFields } from './template-fields-sheet.ts'
import { templateEvents } from './template-sheet.ts'

/** What is told of each event of a plan's own template and of each change of it. */
export const templateHappened: Readonly<Record<string, { past: string }>> = {
  ...templateEvents,
  create: { past: 'Copied it' },
  edit: { past: 'Changed it' },
  redact: { past: 'Took out a text that must not be here' },
}

/** What happened to a plan's own template, newest first, as a section of its page. */
export function templateHistory(entries: readonly HistoryEntry[], isWhole: boolean): Html {
  return historySection(entries, { isWhole, noun: 'report-templates', told })
}

function told({ event, payload }: HistoryEntry): EntryTold {
  const { reason, from, change } = payload as Record<string, unknown>
  return {
    what: templateHappened[event]?.past ?? `Recorded '${event}'`,
    body: [
      ...(typeof from === 'string' ? [`From: ${sourceOf(from)}`] : []),
      ...(typeof reason === 'string' && reason !== '' ? [`Because: ${reason}`] : []),
      ...Object.entries(typeof change === 'object' && change !== null ? change : {}).map(
        ([field, value]: [string, unknown]) => `${labels[field] ?? 'Sections'}: ${inWords(value)}`,
      ),
    ],
  }
}

const labels: Readonly<Record<string, string>> = labelsOf(templateFields)

function sourceOf(from: string): string {
  return reportTemplates().find(({ code }) => code === from)?.title ?? 'another template of this plan'
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return (value as { heading: string }[]).map(({ heading }) => heading).join('; ')
  return typeof value === 'string' && value !== '' ? value : 'taken out'
}
