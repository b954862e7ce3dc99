/** The known word that a misspelt or borrowed one most likely stands for, or null. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  const sought = plain(word.slice(0, 64))
  if (sought.length === 0) return null
  const borrowed = synonyms[sought]
  return (
    known.find((candidate) => plain(candidate) === sought) ??
    known.find((candidate) => candidate === borrowed) ??
    nearest(sought, known) ??
    known.find((candidate) => sharesItsBeginning(sought, plain(candidate))) ??
    null
  )
}

/** Words people bring along from their trackers. */
const synonyms: Partial<Record<string, string>> = Object.assign(Object.create(null), {
  deadline: 'due',
  targetdate: 'due',
  outcomes: 'measures',
  indicators: 'measures',
  kpis: 'measures',
  tasks: 'actions',
  objectives: 'priorities',
  themes: 'priorities',
  responsible: 'owner',
  sro: 'lead',
  organisation: 'agency',
  organization: 'agency',
  jobtitle: 'post',
  admin: 'administrator',
})

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function sharesItsBeginning(sought: string, candidate: string): boolean {
  return (
    Math.min(sought.length, candidate.length) >= 3 &&
    (sought.startsWith(candidate) || candidate.startsWith(sought))
  )
}

function nearest(sought: string, known: readonly string[]): string | null {
  const allowed = Math.max(1, Math.floor(sought.length / 3))
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(sought, plain(candidate)) }))
    .filter(({ distance }) => distance <= allowed)
    .toSorted((a, b) => a.distance - b.distance)
  return ranked[0]?.candidate ?? null
}

/** Letters to change, add, take out or swap with their neighbour. */
function editDistance(from: string, to: string): number {
  let earlier: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const here = [row]
    for (let column = 1; column <= to.length; column++) {
      const changed = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const isSwap = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swapped = isSwap ? (earlier[column - 2] ?? 0) + 1 : changed
      here.push(Math.min(changed, swapped, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1))
    }
    earlier = above
    above = here
  }
  return above[to.length] ?? 0
}
