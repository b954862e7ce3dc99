import { type ActionSubject, type Question, type Requirements, unmet } from './requirement.ts'

/** What a machine holds while it is asked: the question without its event. */
export type Context<S = ActionSubject> = Omit<Question<{ type: string }, S>, 'event'>

type Guards<Name extends string, S> = Record<
  `may${Capitalize<Name>}`,
  (args: { context: Context<S>; event: { type: string } }) => boolean
>

/**
 * One guard an event, named `may` and the event: it holds exactly when no requirement of the event is unmet, so
 * that what is enforced and what is explained cannot differ.
 */
export function guardsOf<E extends { type: string }, S = ActionSubject>(
  requirements: Requirements<E, S>,
): Guards<E['type'], S> {
  const guard = ({ context, event }: { context: Context<S>; event: { type: string } }) =>
    unmet(requirements, { ...context, event: event as E } as unknown as Question<E, S>).length === 0
  const names = Object.keys(requirements).map((name) => `may${name.charAt(0).toUpperCase()}${name.slice(1)}`)
  return Object.fromEntries(names.map((name) => [name, guard])) as Guards<E['type'], S>
}
