import type { DemoEvent, DemoEventFields, DemoEventName, Offset, PersonKey } from '#db/demo/types.ts'
import type { EvidenceKind } from '#workflows/action/action-facts.ts'

/**
 * One event of an action's story, read as 'on day `at`, `by` does `event`'. `at` is in days from today
 * (negative: past); `fields` are those that the event needs, none for `start`, `withdraw`, `agree`, `embed`.
 */
export function on<Name extends DemoEventName>(
  at: Offset,
  by: PersonKey,
  event: Name,
  ...[fields]: object extends DemoEventFields[Name] ? [DemoEventFields[Name]?] : [DemoEventFields[Name]]
): DemoEvent {
  return { at, by, event, ...fields } as DemoEvent
}

/**
 * Evidence that the owner or a contributor added for the criterion with this index. `file` is the path
 * under the partnership's document store. `datedOn` is the day the paper bears, at the latest `at`.
 */
export function evidence(
  at: Offset,
  by: PersonKey,
  criterion: number,
  kind: EvidenceKind,
  title: string,
  file: string,
  datedOn: Offset = at,
): DemoEvent {
  return paper({ at, by, criterion, kind, title, file, datedOn, independent: false })
}

/** As `evidence`, but made by somebody who does not answer to the owner: an audit, a survey, an outside view. */
export function independentEvidence(
  at: Offset,
  by: PersonKey,
  criterion: number,
  kind: EvidenceKind,
  title: string,
  file: string,
  datedOn: Offset = at,
): DemoEvent {
  return paper({ at, by, criterion, kind, title, file, datedOn, independent: true })
}

type Paper = Omit<Extract<DemoEvent, { event: 'addEvidence' }>, 'event' | 'url'> & { file: string }

function paper({ file, ...fields }: Paper): DemoEvent {
  return { ...fields, event: 'addEvidence', url: `https://documents.marsby.example/early-help/${file}` }
}
