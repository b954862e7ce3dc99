import type { EditionFile, EditionFileKind } from '#db/read/edition-files.ts'
import type { EditionRead } from '#db/read/editions.ts'
import { type Download, fileNameOf } from '#server/http/download.ts'
import { Problem } from '#server/http/problem.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import type { ReportDeps } from './edition-files.ts'

const kinds = {
  word: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ending: 'docx' },
  pdf: { type: 'application/pdf', ending: 'pdf' },
  data: { type: 'application/json; charset=utf-8', ending: 'json' },
} as const

/** What a file of an edition is downloaded as: its name says the report, the day of it and which edition. */
export function downloadOf(
  { edition: { number }, contents: { title } }: EditionRead,
  { kind, forOn, size, isPublic }: { kind: keyof typeof kinds; forOn: Day; size: number; isPublic: boolean },
): Download {
  const { type, ending } = kinds[kind]
  const name = fileNameOf(title, 'Report')
  const which = `${dayInWords(forOn)}, edition ${number}${isPublic ? ', public' : ''}`
  return { name: `${name}, ${which}.${ending}`, type, size }
}

/** A file of an edition, made now where it is missing. Throws 503 where it cannot be made. */
export async function editionFile(
  { editionFiles }: ReportDeps,
  { edition }: EditionRead,
  kind: EditionFileKind,
  isPublic: boolean,
): Promise<EditionFile & { content: Buffer }> {
  const form = { editionId: edition.id, isPublic }
  const kept = await editionFiles.read(form, kind)
  if (kept) return kept
  const outcome = await editionFiles.made(form)
  const made = outcome === null ? await editionFiles.read(form, kind) : null
  if (made) return made
  throw new Problem('notMade', outcome?.refusal ?? 'The file was not made: try again.')
}
