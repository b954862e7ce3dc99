import { signInPage } from '#emails/frame/addresses.ts'
import { wrapped } from '#emails/frame/words.ts'
import type { ShownEmail, ShownPart } from './shown.ts'

/** The plain text of a weekly email: 72 characters a line, but for addresses. */
export function weeklyText({ greeting, intro, parts, why, publicUrl }: ShownEmail): string {
  const named = parts.length > 1
  return `${[
    wrapped(greeting),
    ...intro.map((paragraph) => wrapped(paragraph)),
    ...parts.slice(0, 1).map(({ all }) => `${all.button}:\n${publicUrl}${all.path}`),
    ...parts.flatMap((part) => [
      ...(named ? [underlined(part.title, '=')] : []),
      ...(named ? part.intro.map((paragraph) => wrapped(paragraph)) : []),
      ...partText(part, publicUrl),
    ]),
    `Why did I get this?\n${wrapped(why.join(' '))}`,
    `Sign in:\n${publicUrl}${signInPage.at()}`,
  ].join('\n\n')}\n`
}

function partText({ sections, beyond, figures = [], closing = [], all }: ShownPart, publicUrl: string) {
  const more = beyond > 0 ? `And ${beyond} more. ` : ''
  const everything = `${more}${all.words}:\n${publicUrl}${all.path}`
  const lines = sections.flatMap(({ title, lines: shown }) => [
    underlined(title, '-'),
    ...shown.map(({ heading, late, facts, place, href }) =>
      [
        wrapped(heading),
        wrapped([late, facts].filter(Boolean).join(' '), '  '),
        wrapped(place, '  '),
        `  ${href}`,
      ].join('\n'),
    ),
  ])
  const counts = figures.flatMap(({ title, rows }) => [
    underlined(title, '-'),
    rows.map(({ label, value }) => wrapped(`${label}: ${value}`)).join('\n'),
  ])
  return [
    ...lines,
    ...(sections.length > 0 ? [everything] : []),
    ...counts,
    ...closing.map((paragraph) => wrapped(paragraph)),
    ...(sections.length > 0 ? [] : [everything]),
  ]
}

function underlined(title: string, mark: string): string {
  const [line] = wrapped(title).split('\n')
  return `${wrapped(title).toUpperCase()}\n${mark.repeat(line?.length ?? 0)}`
}
