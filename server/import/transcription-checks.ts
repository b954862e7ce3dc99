import { horizonNames } from '#db/schema/plan.ts'
import { outOfOrder } from '#workflows/engine/days-in-order.ts'
import { pathIn } from './form.ts'
import { inFileOrder, type Problem } from './plan-file-error.ts'
import { quoted } from './quoted.ts'
import { repeated } from './repeated.ts'
import type { Transcription } from './transcription-form.ts'
import type { Tree } from './tree.ts'

/** Whether the transcription itself says that an entry is not to be imported. */
export function isRejected({ import_decision }: { import_decision: string | null }): boolean {
  return import_decision !== null && /^reject/i.test(import_decision)
}

/** What does not fit between the entries of a transcription: refs given twice, horizons missing, given twice or turned round. */
export function brokenTranscription(file: Transcription, tree: Tree): Problem[] {
  const refs = refLists(file).flatMap((list) => repeated(list, ({ said }) => said))
  const doubles = refs.map(({ again, first }) =>
    problemAt(
      again.path,
      tree,
      `${quoted(again.said)} is already given on line ${tree.lineOf(first.path) ?? '?'}.`,
      oneOnly,
    ),
  )
  const turned = file.horizons.flatMap(({ start, end }, at) =>
    outOfOrder(['start', 'end'], { start, end })
      ? [problemAt(['horizons', at, 'end'], tree, 'The horizon ends before it starts.', 'Correct the days.')]
      : [],
  )
  return inFileOrder([...doubles, ...turned, ...missingHorizons(file, tree)])
}

const oneOnly = 'Keep one of the two, or give this one another id.'

type Mention = { path: PropertyKey[]; said: string }

function refLists({ horizons, priorities }: Transcription): Mention[][] {
  return [
    keyed(horizons, ['horizons']),
    keyed(priorities, ['priorities']),
    priorities.flatMap((priority, at) =>
      keyed(priority.measurable_outcomes, ['priorities', at, 'measurable_outcomes']),
    ),
    priorities.flatMap(({ actions }, at) =>
      horizonNames.flatMap((name) => keyed(actions?.[name] ?? [], ['priorities', at, 'actions', name])),
    ),
  ]
}

function keyed(entries: { id: string }[], path: PropertyKey[]): Mention[] {
  return entries.map(({ id }, at) => ({ path: [...path, at, 'id'], said: id }))
}

function missingHorizons({ horizons, priorities }: Transcription, tree: Tree): Problem[] {
  return priorities.flatMap(({ actions }, at) =>
    horizonNames
      .filter((name) => (actions?.[name] ?? []).length > 0 && !horizons.some(({ id }) => id === name))
      .map((name) =>
        problemAt(
          ['priorities', at, 'actions', name],
          tree,
          `The horizon ${name} is not described under horizons.`,
          'Add its label, start and end there.',
        ),
      ),
  )
}

function problemAt(path: PropertyKey[], tree: Tree, wrong: string, todo: string): Problem {
  return { line: tree.lineOf(path), path: pathIn(tree, path), wrong, todo }
}
