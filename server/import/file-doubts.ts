import { horizonNames } from '#db/schema/plan.ts'
import { often } from '#workflows/words.ts'
import { type Doubt, doubt } from './doubt.ts'
import type { InDoubt } from './in-doubt.ts'
import type { OwnFile } from './own-form.ts'
import { quoted } from './quoted.ts'

/** Every doubt that a plan file states of its lines, and those that it gives rise to without saying so. */
export function doubtsOf(file: OwnFile): Doubt[] {
  const stated = statedIn(file, { ref: null, path: '' })
  return [...stated, ...undirected(file), ...repeatedActions(file), ...differingCounts(file, stated.length)]
}

type Place = { ref: string | null; path: string }

/** Doubts stand at the ref or address of their line, else of the line around it, else at their part of the file. */
function statedIn(part: unknown, around: Place): Doubt[] {
  if (Array.isArray(part)) return part.flatMap((entry) => statedIn(entry, around))
  if (typeof part !== 'object' || part === null) return []
  const entry = part as Partial<InDoubt & Record<'ref' | 'email', string>>
  const place = { ...around, ref: entry.ref ?? entry.email ?? around.ref }
  const inside = Object.entries(part).flatMap(([key, inner]) =>
    statedIn(inner, { ...place, path: place.path ? `${place.path}.${key}` : key }),
  )
  const where = place.ref ?? (place.path || 'plan')
  const about = aboutOf(part, where === 'plan')
  return [
    ...(entry.doubt ?? []).map((said) => doubt('stated', where, `${about}${sentence(said)}`)),
    ...inside,
  ]
}

type Named = {
  title?: unknown
  text?: unknown
  name?: unknown
  label?: unknown
  source?: unknown
  aspect?: unknown
}

/** The line a doubt is about, in quotes, with its source. The plan as a whole needs no quoting. */
function aboutOf({ title, text, name, label, aspect, source }: Named, isPlan: boolean): string {
  const words = isPlan
    ? undefined
    : [title, text, name, label, aspect].find((said) => typeof said === 'string')
  const quote = typeof words === 'string' ? quoted(words, 200) : ''
  const about = [quote, source ? `(${String(source)})` : ''].filter(Boolean).join(' ')
  return about && `${about}: `
}

function undirected({ priorities }: OwnFile): Doubt[] {
  const without = priorities.flatMap(({ measures }) => measures.filter(({ polarity }) => polarity === null))
  return without.flatMap(({ ref, title, target }) => [
    doubt('noDirection', ref, `${quoted(title, 200)} is kept as context only.`),
    // Context only by want of a direction, not by choice: whether it has a target is open as well.
    ...(target === null ? [doubt('missingTarget', ref, `${ref} has no target.`)] : []),
  ])
}

function repeatedActions({ priorities }: OwnFile): Doubt[] {
  const actions = priorities.flatMap((priority) => priority.actions)
  return [...Map.groupBy(actions, ({ title }) => title)]
    .filter(([, same]) => same.length > 1)
    .map(([title, same]) =>
      doubt(
        'duplicate',
        same.map(({ ref }) => ref).join(', '),
        `${quoted(title, 200)} stands there ${often(same.length)}; all were imported.`,
      ),
    )
}

/** Where the totals a file gives for itself differ from what is in it: something may have been lost on the way. */
function differingCounts({ counts, priorities }: OwnFile, doubts: number): Doubt[] {
  const actions = priorities.flatMap((priority) => priority.actions)
  const found = {
    priorities: priorities.length,
    measures: priorities.flatMap(({ measures }) => measures).length,
    actions: actions.length,
    ...Object.fromEntries(
      horizonNames.map((name) => [name, actions.filter(({ horizon }) => horizon === name).length]),
    ),
    doubts,
  }
  return Object.entries(found).flatMap(([what, held]) => {
    const stated = counts?.[what as keyof NonNullable<typeof counts>] ?? held
    const named = horizonNames.some((name) => name === what) ? `${what} actions` : what
    return stated === held
      ? []
      : [doubt('countsDiffer', 'counts', `The file says ${stated} ${named}, but holds ${held}.`)]
  })
}

function sentence(text: string): string {
  return /[.!?]["”)]?$/.test(text) ? text : `${text}.`
}
