import { outOfOrder } from '#workflows/engine/days-in-order.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import { didYouMean } from './did-you-mean.ts'
import { pathIn } from './form.ts'
import type { OwnFile } from './own-form.ts'
import { inFileOrder, type Problem } from './plan-file-error.ts'
import { quoted } from './quoted.ts'
import { repeated } from './repeated.ts'
import type { Tree } from './tree.ts'

type Path = PropertyKey[]
type Finding = { path: Path; wrong: string; todo: string }
type Mention = { path: Path; said: string }

/** What does not fit between the entries of a plan file: refs and people that are not there or there twice, dates out of order. */
export function brokenReferences(file: OwnFile, tree: Tree): Problem[] {
  const findings = [
    ...doubles(file, tree),
    ...unknownNames(file),
    ...ownHelpers(file),
    ...datesOutOfOrder(file),
  ]
  return inFileOrder(
    findings.map(({ path, wrong, todo }) => ({
      line: tree.lineOf(path),
      path: pathIn(tree, path),
      wrong,
      todo,
    })),
  )
}

function doubles(file: OwnFile, tree: Tree): Finding[] {
  const inActions = actionsOf(file).flatMap(({ path, action }) => [
    mentions(action.recommendations, [...path, 'recommendations']),
    mentions(action.measures, [...path, 'measures']),
  ])
  const lists: Mention[][] = [
    keyed(file.recommendations, ['recommendations'], 'ref'),
    keyed(file.priorities, ['priorities'], 'ref'),
    file.priorities.flatMap(({ measures }, at) => keyed(measures, ['priorities', at, 'measures'], 'ref')),
    actionsOf(file).map(({ path, action }) => ({ path: [...path, 'ref'], said: action.ref })),
    keyed(file.inspections, ['inspections'], 'ref'),
    ...file.inspections.map((each, at) => mentions(each.recommendations, cameOf(at))),
    ...inActions,
  ]
  const addresses: Mention[][] = [
    keyed(file.people, ['people'], 'email'),
    keyed(file.members, ['members'], 'email'),
    ...actionsOf(file).map(({ path, action }) => mentions(action.contributors, [...path, 'contributors'])),
  ]
  return [
    ...addresses.map((list) => ({ list, sameAs: mailboxKey })),
    ...lists.map((list) => ({ list, sameAs: sameName })),
  ].flatMap(({ list, sameAs }) =>
    repeated(list, ({ said }) => said, sameAs).map(({ again, first }) => ({
      path: again.path,
      wrong: `${quoted(again.said)} is already given on line ${tree.lineOf(first.path) ?? '?'}.`,
      todo: 'Keep one of the two, or give this one another name.',
    })),
  )
}

function unknownNames(file: OwnFile): Finding[] {
  const people = file.people.map(({ email }) => email)
  const recommendations = file.recommendations.map(({ ref }) => ref)
  const measures = file.priorities.flatMap((priority) => priority.measures.map(({ ref }) => ref))
  const actions = actionsOf(file)
  const emails: Mention[] = [
    ...keyed(file.members, ['members'], 'email'),
    ...file.priorities.flatMap(({ lead }, at) => mentions(lead, ['priorities', at, 'lead'])),
    ...actions.flatMap(({ path, action }) => [
      ...mentions(action.owner, [...path, 'owner']),
      ...mentions(action.contributors, [...path, 'contributors']),
    ]),
  ]
  const answered = actions.flatMap(({ path, action }) =>
    mentions(action.recommendations, [...path, 'recommendations']),
  )
  const cameOfThem = file.inspections.flatMap((each, at) => mentions(each.recommendations, cameOf(at)))
  const moved = actions.flatMap(({ path, action }) => mentions(action.measures, [...path, 'measures']))
  const known = file.horizons ?? {}
  return [
    ...notAmong(
      emails,
      people,
      'people',
      'Add them there: a person who is known already stays as they are.',
      mailboxKey,
    ),
    ...notAmong(cameOfThem, recommendations, 'recommendations', 'Add it there, or correct the ref.'),
    ...notAmong(answered, recommendations, 'recommendations', 'Add it there, or correct the ref.'),
    ...notAmong(moved, measures, 'measures', 'Add it to its priority, or correct the ref.'),
    ...actions
      .filter(({ action }) => !known[action.horizon])
      .map(({ path, action }) => ({
        path: [...path, 'horizon'],
        wrong: `The horizon ${action.horizon} is not described under horizons.`,
        todo: 'Add its label, first and last day there.',
      })),
  ]
}

const cameOf = (at: number): Path => ['inspections', at, 'recommendations']

function notAmong(
  said: Mention[],
  known: string[],
  list: string,
  otherwise: string,
  sameAs = (name: string) => name,
): Finding[] {
  const all = new Set(known.map(sameAs))
  return said
    .filter((mention) => !all.has(sameAs(mention.said)))
    .map((mention) => {
      const meant = didYouMean(mention.said, known)
      const todo = meant ? `Did you mean ${meant}? If not: ${otherwise}` : otherwise
      return { path: mention.path, wrong: `${quoted(mention.said)} is not listed under ${list}.`, todo }
    })
}

function ownHelpers(file: OwnFile): Finding[] {
  return actionsOf(file).flatMap(({ path, action }) =>
    mentions(action.contributors, [...path, 'contributors'])
      .filter(({ said }) => action.owner !== null && mailboxKey(said) === mailboxKey(action.owner))
      .map((mention) => ({
        path: mention.path,
        wrong: `${quoted(mention.said)} owns the action already.`,
        todo: 'Take them out of contributors.',
      })),
  )
}

function datesOutOfOrder(file: OwnFile): Finding[] {
  const windows = Object.entries(file.horizons ?? {}).flatMap(([name, window]) =>
    backwards(['horizons', name, 'last'], window?.first, window?.last, 'The last day lies before the first.'),
  )
  const spans = actionsOf(file).flatMap(({ path, action }) =>
    backwards([...path, 'due'], action.start, action.due, 'The action is due before it starts.'),
  )
  const late = actionsOf(file).flatMap(({ path, action }) =>
    action.milestones.flatMap(({ due }, at) =>
      backwards(
        [...path, 'milestones', at, 'due'],
        due,
        action.due,
        'The milestone is due after its action.',
      ),
    ),
  )
  const term = backwards(
    ['term', 'last'],
    file.term?.first,
    file.term?.last,
    'The last day lies before the first.',
  )
  return [...term, ...windows, ...spans, ...late]
}

function backwards(
  path: Path,
  first: string | null | undefined,
  last: string | null | undefined,
  wrong: string,
) {
  const inOrder = outOfOrder(['first', 'last'], { first, last }) === null
  return inOrder ? [] : [{ path, wrong, todo: `Correct ${first} or ${last}.` }]
}

function actionsOf({ priorities }: OwnFile) {
  return priorities.flatMap(({ actions }, at) =>
    actions.map((action, index): { path: Path; action: (typeof actions)[number] } => ({
      path: ['priorities', at, 'actions', index],
      action,
    })),
  )
}

function keyed<Key extends string>(entries: Record<Key, string>[], path: Path, key: Key): Mention[] {
  return entries.map((entry, at) => ({ path: [...path, at, key], said: entry[key] }))
}

function mentions(said: string | null | string[], path: Path): Mention[] {
  if (Array.isArray(said)) return said.map((one, at) => ({ path: [...path, at], said: one }))
  return said === null ? [] : [{ path, said }]
}
