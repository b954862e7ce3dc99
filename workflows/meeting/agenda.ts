/** What the board does with an item: decides, hears of an action, notes a section or report, or takes it up again. */
export const agendaKinds = ['decision', 'action', 'section', 'carriedOver', 'other'] as const
export type AgendaKind = (typeof agendaKinds)[number]

/** What describes an item of an agenda. */
export type AgendaDescription = {
  title: string
  kind: AgendaKind
  /** What it is about, where it is about something of the plan. */
  actionId: string | null
  reportId: string | null
  decisionId: string | null
  /** Who presents it: a person of the plan, or in words where it is anybody else. */
  presenterId: string | null
  presenter: string
  /** Minutes of the meeting that it is given; null where none are set. */
  minutesAllotted: number | null
}

/** What was said on an item, and whether the next meeting takes it up again. */
export type ItemMinutes = { minutes: string; carryOver: boolean }

/** An item of an agenda. Its number is its place in the list, counted from 1 on. */
export type AgendaItem = AgendaDescription & ItemMinutes & { id: string }

/** An item that the machine proposes. `source` names what it was made from: the same is not proposed twice. */
export type AgendaProposal = Pick<
  AgendaDescription,
  'title' | 'kind' | 'actionId' | 'reportId' | 'decisionId'
> & {
  id: string
  source: string
}

/** A new item as it is put on an agenda: nothing has been said on it. */
export function newItem(id: string, description: AgendaDescription): AgendaItem {
  return { ...description, id, minutes: '', carryOver: false }
}

/**
 * What of the proposals is new to an agenda: neither proposed before, be it that people took it off again, nor about
 * what stands on it already. A decision that is needed is new beside an item that only tells of the same thing.
 */
export function newProposals<Proposal extends Omit<AgendaProposal, 'id'>>(
  { agenda, agendaProposed }: { agenda: readonly AgendaDescription[]; agendaProposed: readonly string[] },
  proposals: readonly Proposal[],
): Proposal[] {
  const taken: Proposal[] = []
  for (const proposal of proposals) {
    const known = agendaProposed.includes(proposal.source)
    if (!known && ![...agenda, ...taken].some((item) => coveredBy(item, proposal))) taken.push(proposal)
  }
  return taken
}

type About = Pick<AgendaDescription, 'kind' | 'actionId' | 'reportId' | 'decisionId'>

function coveredBy(item: About, proposal: About): boolean {
  const same = (['actionId', 'reportId', 'decisionId'] as const).some(
    (link) => proposal[link] !== null && item[link] === proposal[link],
  )
  return same && (proposal.kind !== 'decision' || item.kind === 'decision')
}

/** The items as they stand once one of them has another number; a number beyond the list is its end. */
export function moved(agenda: readonly AgendaItem[], itemId: string, number: number): AgendaItem[] {
  const item = agenda.find(({ id }) => id === itemId)
  return item ? agenda.filter(({ id }) => id !== itemId).toSpliced(number - 1, 0, item) : [...agenda]
}
