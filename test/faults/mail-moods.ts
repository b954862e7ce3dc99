import type { Behaviour } from '../support/smtp.ts'

/** How a mail server misbehaves for a while. */
export type Mood = {
  name: 'rough' | 'careful'
  /**
   * @param random numbers from 0 to 1
   * @param onRefused told each address that is refused for good; it stays so
   */
  behaviour: (random: () => number, onRefused: (address: string) => void) => Behaviour
}

/** Everything: refusals, silence, broken connections, and messages taken without an answer. */
export const rough: Mood = {
  name: 'rough',
  behaviour: (random, onRefused) => ({
    recipient: recipients(random, onRefused),
    body: () => {
      const dice = random()
      if (dice < 0.12) return 451
      if (dice < 0.26) return 'silentButKept'
      if (dice < 0.36) return 'hangUpButKept'
      return dice < 0.42 ? 'hangUp' : 'accept'
    },
  }),
}

/** Refusals, silence and broken connections, but every body that is taken is answered. */
export const careful: Mood = {
  name: 'careful',
  behaviour: (random, onRefused) => ({
    recipient: recipients(random, onRefused),
    body: () => (random() < 0.15 ? 451 : 'accept'),
  }),
}

function recipients(
  random: () => number,
  onRefused: (address: string) => void,
): NonNullable<Behaviour['recipient']> {
  const refused = new Set<string>()
  return (address) => {
    if (refused.has(address)) return 550
    const dice = random()
    if (dice < 0.06) {
      refused.add(address)
      onRefused(address)
      return 550
    }
    if (dice < 0.22) return 451
    if (dice < 0.32) return 'silent'
    return dice < 0.4 ? 'hangUp' : 'accept'
  }
}
