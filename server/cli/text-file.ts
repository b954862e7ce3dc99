import { readFile, stat } from 'node:fs/promises'
import { largestPlanFile, textIn } from '#server/import/file-text.ts'
import { CommandError } from './options.ts'

/**
 * The bytes of a file that a person named.
 * @throws CommandError where there is no such file, or it is larger than `most` bytes, which `tooLarge` says
 */
export async function readFileNamed(file: string, most: number, tooLarge: string): Promise<Buffer> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new CommandError(`There is no file ${file}. Check its path.`)
  if (found.size > most) throw new CommandError(`${file} is larger than ${tooLarge}`)
  return readFile(file)
}

/**
 * The text of a file that a person named, in whichever characters it is written.
 * @param what it is, as it stands in a sentence: 'A plan file'
 * @throws CommandError where there is no such file, or it is too large
 */
export async function readTextFile(file: string, what: string): Promise<string> {
  return textIn(await readFileNamed(file, largestPlanFile, `2 MB. ${what} is text: split it.`))
}
