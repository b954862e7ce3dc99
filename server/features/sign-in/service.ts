import { askForCode, countTry, useCode } from '#db/read/sign-in.ts'
import type { Deps } from '#server/deps.ts'
import { codesOf, hashOf, markOf, newSecret, sameText } from '#server/http/hashes.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'

/** Seconds for which a browser remembers who signed in with it, for the pace of codes. */
export const DAYS_400 = 400 * 24 * 60 * 60

/** Signing in with a code that is mailed. */
export type SignIn = ReturnType<typeof newSignIn>

/** What came of a try: the person, or why not. Nothing tells whether anybody has the address. */
export type Tried =
  | { person: { id: string; name: string; email: string } }
  | { fault: 'wrong' | 'over'; triesLeft: number }

/** Signing in with a code that is mailed, for pages and programs alike. */
export function newSignIn(deps: Deps, secret: string) {
  const codeOf = codesOf(secret)
  const knownMark = (email: string, name: string) => markOf(secret, 'known browser', `${email} ${name}`)

  return {
    /**
     * Asks for a code. The answer and the work are the same whether anybody has the address.
     * @param from the network address, and what the browser holds from an earlier sign-in
     * @returns what the asker must hold to use the code, or how many seconds to wait before asking again
     */
    ask: async (
      email: string,
      from: { ip: string; known?: string | undefined },
    ): Promise<{ holder: string } | { waitSeconds: number }> => {
      const address = mailboxKey(email)
      const holder = newSecret()
      const [name = '', mark = ''] = from.known?.split('.') ?? []
      const known = name !== '' && sameText(mark, knownMark(address, name))
      const source = known
        ? `browser ${hashOf(name)}`
        : `network ${markOf(secret, 'network', networkOf(from.ip))}`
      const asked = await askForCode(deps.db, deps.clock, {
        email,
        holderHash: hashOf(holder),
        source,
        known,
      })
      if ('waitSeconds' in asked) return asked
      deps.wakeSender()
      return { holder }
    },

    /** Tries a code. Each try counts before anybody looks whether it is right, so that tries at once gain nothing. */
    tryCode: async (holder: string, typed: string): Promise<Tried> => {
      const asked = await countTry(deps.db, deps.clock, hashOf(holder))
      if (!asked) return { fault: 'over', triesLeft: 0 }
      const { triesLeft } = asked
      const right = sameText(typed.replace(/[\s-]/g, ''), codeOf(asked.id))
      const person = right ? await useCode(deps.db, deps.clock, asked.id) : null
      return person ? { person } : { fault: triesLeft > 0 ? 'wrong' : 'over', triesLeft }
    },

    /** What a browser keeps after a sign-in, so that others who ask for codes do not slow this person down. */
    knownBrowser: (email: string): string => {
      const name = newSecret()
      return `${name}.${knownMark(mailboxKey(email), name)}`
    },
  }
}

/** A network address as far as one household or office shares it: of IPv6 the first 64 bits. */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  const [head = '', tail = ''] = ip.toLowerCase().split('%')[0]?.split('::') ?? []
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const gap = ip.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
