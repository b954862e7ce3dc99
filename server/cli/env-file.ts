import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { CommandError } from './options.ts'

const FILE = '.env'

/**
 * The settings of this command: what is set in the environment, and what `.env` in the working folder says of the
 * rest. There need not be such a file. The demonstration does not ask for it.
 * @throws CommandError with the file, the line and what to do, when the file cannot be read or a line is malformed
 */
export function settingsHere(): NodeJS.ProcessEnv {
  return settingsOf(process.env, process.cwd())
}

/** The same for another environment and another folder. */
export function settingsOf(environment: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const path = join(folder, FILE)
  const text = read(path)?.replaceAll(/\r\n?/g, '\n')
  if (text === undefined) return environment
  text.split('\n').forEach((line, at) => {
    const fault = faultOf(line)
    if (fault !== null) throw new CommandError(`${path}, line ${at + 1}: ${fault}`)
  })
  return { ...parseEnv(text), ...environment }
}

function read(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new CommandError(`${path} ${whyUnread[code ?? ''] ?? 'cannot be read. Check the file.'}`, {
      cause: error,
    })
  }
}

const whyUnread: Record<string, string> = {
  EACCES: 'cannot be read by this user. Let the user that runs Waymark read it.',
  EPERM: 'cannot be read by this user. Let the user that runs Waymark read it.',
  EISDIR: 'is a folder. Put a file with the settings in its place, or remove it.',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not saved as UTF-8. Save it as UTF-8 text.',
}

/**
 * What is wrong with a line, without what stands in it, because that may be a secret; null when it is sound. Node
 * skips what it cannot read and cuts a value at its first #, and a setting that was not taken is not noticed.
 */
function faultOf(line: string): string | null {
  if (/^\s*(#|$)/.test(line)) return null
  const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
  if (name === undefined) return 'this is no setting. Write NAME=value, or begin the line with #.'
  const [quote = ''] = /^["'`]/.exec(value) ?? []
  if (quote === '') {
    return /[^\s]#/.test(value)
      ? `a # within the value of ${name} would end it. Put the value in quotes; in an address write %23.`
      : null
  }
  const end = value.indexOf(quote, 1)
  if (end < 0) return `the value of ${name} begins with ${quote} and has no second one. Add it at the end.`
  if (/^\s*(#|$)/.test(value.slice(end + 1))) return null
  return `something follows the second ${quote} of ${name}. Put the whole value in quotes that do not occur in it.`
}
