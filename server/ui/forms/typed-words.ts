import { dateValues, fieldInWords, type Typed } from './forms.ts'

/** Fields that forms send by themselves: what was seen, which row or button, and the way on. Nobody types them. */
const unseen =
  /^(?:version(?:-.*)?|page|next|response|had|one|decision|shown|step|at-.*|asked(?:-.*)?|opened|actionId|extensionId|summaryDigest|seenAt)$/

/** Whether a field holds what a person typed, and not what a form sends by itself or the id of what was chosen. */
export const isWords = (name: string, value: string): boolean =>
  !unseen.test(name) && value.trim() !== '' && !choice.test(value)

const choice = /^(?:yes|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** What a person recognises of a form: the words and the days, and not the ids behind what was chosen. */
export function typedWords(values: Typed): [label: string, text: string][] {
  const days = Object.keys(values).flatMap((name) => /^(.*)-day$/.exec(name)?.[1] ?? [])
  const parts = new Set(days.flatMap((name) => [`${name}-day`, `${name}-month`, `${name}-year`]))
  const words = Object.entries(values).filter(([name, value]) => !parts.has(name) && isWords(name, value))
  const whole = days.map((name): [string, string] => {
    const { day, month, year } = dateValues(values, name)
    return [name, [day, month, year].filter(Boolean).join(' ')]
  })
  return [...words, ...whole]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [fieldInWords(name), value])
}
