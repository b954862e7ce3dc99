import { addFile, type FileListed, type FileShown, filesOf, readFile } from '#db/read/files.ts'
import { maySeeAction } from '#db/read/sight.ts'
import type { Deps } from '#server/deps.ts'
import { readActionModel } from '#server/features/actions/page/action-model.ts'
import { seeAction } from '#server/features/actions/service.ts'
import { plainName } from '#server/http/download.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { day } from '#server/ui/html/words.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { type RefusedKind, refusedKinds } from './file-kinds.ts'
import { endingOf, soundName } from './file-name.ts'
import { fileKindOf, MOST_BYTES } from './file-type.ts'
import { type FileWarning, fileWarnings } from './file-warnings.ts'

/** A file as it was sent. */
export type Sent = { name: string; content: Buffer }

/** A file that is kept, and what of it is kept otherwise than it was sent, or should be looked at. */
export type Kept = { file: FileShown; told: FileWarning[] }

/**
 * Keeps a file that serves as evidence for an action. What it is, its content says.
 * @throws Problem 404, 403, 400 for what is empty or of a kind that is not kept, each with a code of its own, 413
 */
export async function keepFile(
  deps: Deps,
  actor: { id: string; name: string },
  actionId: string,
  { name, content }: Sent,
): Promise<Kept> {
  const { may } = await readActionModel(deps, actor, actionId)
  if (!may.mayAddEvidence) {
    throw new Problem(
      'forbidden',
      'Evidence is added by the owner, contributors, the lead, the chair and the plan administrator, while the action is part of the plan.',
    )
  }
  if (content.length > MOST_BYTES) throw new Problem('tooLarge', fileTooLarge(content.length))
  const kind = fileKindOf(content, endingOf(name))
  if ('refused' in kind) throw refusedFile(kind.refused, sentenceOf(kind.refused, name))
  const sound = soundName(name, kind.endings)
  const file = { actionId, addedBy: actor.id, name: sound.name, type: kind.type, content }
  const kept = await addFile(deps.db, deps.clock, file)
  if (!kept)
    throw new Problem(
      'tooLarge',
      'The files of this action take up 200 MB. Link to further documents instead.',
    )
  return { file: kept, told: fileWarnings(kept, { ...sound, ...kind }) }
}

/** The files of an action that the person may see. Throws 404 otherwise. */
export async function listFiles(deps: Deps, actor: { id: string; name: string }, actionId: string) {
  await seeAction(deps, actor, actionId)
  return filesOf(deps.db, actionId)
}

/**
 * What the sender of too large a file is told.
 * @param bytes how many it has; left out where nobody knows
 */
export function fileTooLarge(bytes?: number): string {
  const has = bytes === undefined ? '' : `This one has ${inMegabytes(bytes)} MB. `
  return `A file may have 10 MB. ${has}Put a larger one where your organisation keeps documents, and link to it.`
}

// Of what is just too large, rounding would say that it has as much as it may have.
const inMegabytes = (bytes: number) =>
  Math.max(10.1, Math.ceil((bytes / 1024 / 1024) * 10) / 10).toLocaleString('en-GB')

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

/** What is known of a file that the person may see, but not what it holds. Throws 404 otherwise. */
export async function describeFile(deps: Deps, { id }: { id: string }, fileId: string): Promise<FileListed> {
  const { actionId } = await seeFile(deps, id, fileId)
  const file = (await filesOf(deps.db, actionId)).find((each) => each.id === fileId)
  if (!file) throw new Problem('notFound', 'There is no such file, or it is not yours to see.')
  return file
}

/** Where a file is downloaded: what stands as the link of the evidence. */
export function linkOf({ publicUrl }: Deps, { id }: { id: string }): string {
  return `${publicUrl}${paths.file.at({ id })}`
}

function sentenceOf(refused: RefusedKind, name: string): string {
  const said = plainName(name)
  return said === '' || refused === 'fileEmpty'
    ? refusedKinds[refused]
    : `‘${said}’ is not kept. ${refusedKinds[refused]}`
}

function refusedFile(code: string, detail: string): Problem {
  return new Problem('invalidRequest', detail, { errors: [{ pointer: '/file', code, detail }] })
}
