import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One setting of `.env.example`. */
export type ExampleLine = {
  name: string
  /** The line as it stands, and with its comment sign taken away where it has one. */
  written: string
  usable: string
  /** What the comment above says it is for. */
  purpose: string
  /** What the comment above asks to be changed; null where the line can stay. */
  change: string | null
}

export const exampleText = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8')

/** The settings of `.env.example`, in its order: each has its comment right above it. */
export const exampleLines: ExampleLine[] = [
  ...exampleText.matchAll(/((?:^# (?![A-Z_]+=).*\n)+)^((?:# )?([A-Z_]+)=.*)$/gm),
].map(([, comment = '', written = '', name = '']) => {
  const said = comment
    .trim()
    .split('\n')
    .map((line) => line.replace('# ', ''))
  return {
    name,
    written,
    usable: written.replace(/^# /, ''),
    purpose: said.filter((line) => !isChange(line)).join('\n'),
    change: said.find(isChange) ?? null,
  }
})

function isChange(line: string): boolean {
  return line.startsWith('Change this')
}

/**
 * `.env.example` with lines put in the place of its own, as a person edits the file.
 * @param changed values as they are written in the file, by the name of their setting
 */
export function exampleWith(changed: Readonly<Record<string, string>>): string {
  return exampleLines.reduce((text, { name, written }) => {
    const value = changed[name]
    return value === undefined ? text : text.replace(`\n${written}\n`, () => `\n${name}=${value}\n`)
  }, exampleText)
}
