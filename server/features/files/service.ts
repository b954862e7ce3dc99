import { addFile, type FileShown, readFile } from '#db/read/files.ts'
import { maySeeAction } from '#db/read/sight.ts'
import type { Deps } from '#server/deps.ts'
import { readActionModel } from '#server/features/actions/page/action-model.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { day } from '#server/ui/html/words.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { endingOf, fileTypeOf, kindsInWords, MOST_BYTES } from './file-type.ts'

/** A file as it was sent. */
export type Sent = { name: string; content: Buffer }

/**
 * Keeps a file that serves as evidence for an action. What it is, its content says.
 * @throws Problem 404, 403, 400 for what is empty or of another kind, 413
 */
export async function keepFile(
  deps: Deps,
  actor: { id: string; name: string },
  actionId: string,
  { name, content }: Sent,
): Promise<FileShown> {
  const { may } = await readActionModel(deps, actor, actionId)
  if (!may.mayAddEvidence) {
    throw new Problem(
      'forbidden',
      'Evidence is added by the owner, contributors, the lead, the chair and the plan administrator, while the action is part of the plan.',
    )
  }
  if (content.length > MOST_BYTES) throw new Problem('tooLarge', fileTooLarge)
  const type = fileTypeOf(content)
  if (type === null) throw unknownKind()
  const file = { actionId, addedBy: actor.id, name: soundName(name, endingOf(type)), type, content }
  const kept = await addFile(deps.db, deps.clock, file)
  if (!kept)
    throw new Problem(
      'tooLarge',
      'The files of this action take up 200 MB. Link to further documents instead.',
    )
  return kept
}

/** What the sender of too large a file is told. */
export const fileTooLarge =
  'A file may have 10 MB. Put a larger one where your organisation keeps documents, and link to it.'

/** A file that the person may see, because they may see its action. Throws 404 otherwise, 410 where it was taken out. */
export async function seeFile({ db }: Deps, personId: string, fileId: string) {
  const file = idSchema.safeParse(fileId).success ? await readFile(db, fileId) : null
  if (file && (await maySeeAction(db, personId, file.actionId))) {
    if (file.takenOutAt === null) return file
    throw new Problem(
      'takenOut',
      `This file was taken out on ${day(londonDay(file.takenOutAt))}, because it must not be here. The history of its action says why.`,
    )
  }
  throw new Problem('notFound', 'There is no such file, or it is not yours to see.')
}

/** Where a file is downloaded: what stands as the link of the evidence. */
export function linkOf({ publicUrl }: Deps, { id }: { id: string }): string {
  return `${publicUrl}${paths.file.at({ id })}`
}

/** Headers that make of a file a download and nothing else, under every browser. */
export function downloadHeaders({ name, type, size }: FileShown): Record<string, string> {
  const ascii = name.replace(/[^\w .()-]/g, '_')
  return {
    'content-type': type,
    'content-length': String(size),
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'",
    'cache-control': 'private, no-store',
  }
}

/** The name of a file without what could mean a folder, turn the reading direction or hide its ending. */
export function soundName(name: string, ending: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}"<>:|?*%;]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\.[^.]*$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return `${Array.from(plain).slice(0, 100).join('').trim() || 'evidence'}.${ending}`
}

function unknownKind(): Problem {
  const detail = `This is not a file that can be kept here. Send ${kindsInWords}, without macros.`
  return new Problem('invalidRequest', detail, {
    errors: [{ pointer: '/file', code: 'unknownKind', detail }],
  })
}
