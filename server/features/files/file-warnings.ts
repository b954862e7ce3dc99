import type { FileShown } from '#db/read/files.ts'
import type { NameChange } from './file-name.ts'

/** What the sender of a file that is kept is told of it. */
export type FileWarning = {
  code: NameChange | 'fileSameName' | 'fileDamaged'
  detail: string
}

/**
 * What of a file is kept otherwise than it was sent, and that it may not have arrived whole. Nothing keeps it out.
 * @param kept as it is kept
 * @param sent the name that it was to have, what was changed about that, and what the file is
 */
export function fileWarnings(
  kept: FileShown,
  {
    name,
    changed,
    inWords,
    whole,
  }: { name: string; changed: readonly NameChange[]; inWords: string; whole: boolean },
): FileWarning[] {
  const words: Record<FileWarning['code'], string> = {
    fileEnding: `It is ${inWords}, so that it is kept as ‘${kept.name}’, whatever the ending of its name was.`,
    fileName: `Its name says nothing, or is one that Windows keeps for itself. It is kept as ‘${kept.name}’.`,
    fileNameLong: `Its name was too long. It is kept as ‘${kept.name}’.`,
    fileSameName: `Another file of this action has its name. It is kept as ‘${kept.name}’.`,
    fileDamaged: 'Its end is missing, so that it may be damaged. Download it, and see whether it opens.',
  }
  const codes = [
    ...changed,
    ...(kept.name === name ? [] : (['fileSameName'] as const)),
    ...(whole ? [] : (['fileDamaged'] as const)),
  ]
  return codes.map((code) => ({ code, detail: words[code] }))
}
