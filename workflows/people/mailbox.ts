import { folded, seen } from '#workflows/sameness.ts'
import { fromPunycode } from './punycode.ts'

/**
 * The address in what was typed or pasted: `mailto:` and `Name <address>` are read as the address in them. Blanks
 * around it, characters that nobody sees, wide letters and a full stop at its end are taken out; nothing else is
 * changed. Whether it is an address is for others to say.
 */
export function addressTyped(text: string): string {
  const plain = seen(text).normalize('NFKC').trim()
  const inside = (/^[^<>]*<([^<>]*)>$/.exec(plain)?.[1] ?? plain).trim()
  const address = /^mailto:([^?]*)/i.exec(inside)?.[1] ?? inside
  return address.trim().replace(/(?<=[^.])\.$/, '')
}

/**
 * An address as mail servers compare it: in one Unicode form, in small letters, its domain as the name service knows
 * it. Two addresses with the same lead to one mailbox.
 */
export function mailboxOf(text: string): string {
  const { local, domain } = partsOf(text)
  return domain === null ? folded(local) : `${folded(local)}@${asAscii(domain)}`
}

/**
 * What an address is known by here: two that differ in accents alone, or in letters that look alike, are one person's
 * too, because people type them for one another.
 */
export function mailboxKey(text: string): string {
  const { local, domain } = partsOf(text)
  return domain === null ? plainLetters(local) : `${plainLetters(local)}@${asAscii(plainLetters(domain))}`
}

function partsOf(text: string): { local: string; domain: string | null } {
  const address = addressTyped(text)
  const at = address.lastIndexOf('@')
  return at < 0
    ? { local: address, domain: null }
    : { local: address.slice(0, at), domain: readable(address.slice(at + 1)) }
}

/** A domain in its own letters, whether it was written in those or as the name service has it. */
function readable(domain: string): string {
  return folded(domain)
    .split('.')
    .map((label) => (label.startsWith('xn--') ? fromPunycode(label) : label))
    .join('.')
}

function asAscii(domain: string): string {
  const small = folded(domain)
  // What an address of a page would turn into something else, such as figures into an IP address, stands as it is.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(small) || /(^|\.)(0x[\da-f]*|\d+)\.?$/.test(small)) return small
  return URL.canParse(`http://${small}/`) ? new URL(`http://${small}/`).hostname : small
}

function plainLetters(text: string): string {
  const bare = folded(text)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
  return Array.from(bare, (letter) => lookalikes.get(letter) ?? letter).join('')
}

/** Small letters that are drawn like Latin ones or are Latin ones with a stroke, which no Unicode form takes apart. */
const lookalikes = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'Ьƅ',
    c: 'сϲ',
    d: 'ԁđð',
    e: 'еє',
    g: 'ɡց',
    h: 'һħ',
    i: 'іιıɩ',
    j: 'јϳ',
    k: 'кκ',
    l: 'ӏłǀ',
    n: 'ո',
    o: 'оοօø',
    p: 'рρ',
    q: 'ԛ',
    r: 'г',
    s: 'ѕ',
    t: 'тτŧ',
    u: 'υս',
    v: 'νѵ',
    w: 'ԝѡω',
    x: 'хχ',
    y: 'уγү',
    ae: 'æ',
    oe: 'œ',
    th: 'þ',
  }).flatMap(([latin, others]) => Array.from(others, (letter) => [letter, latin] as const)),
)
