/** A label of a domain that begins with `xn--`, in its own letters (RFC 3492); as it stands where it cannot be read. */
export function fromPunycode(label: string): string {
  const coded = label.slice(4)
  const dash = coded.lastIndexOf('-')
  const out = Array.from(dash > 0 ? coded.slice(0, dash) : '')
  let [point, place, bias] = [128, 0, 72]
  let at = dash > 0 ? dash + 1 : 0
  while (at < coded.length) {
    const before = place
    let weight = 1
    for (let k = 36; ; k += 36) {
      const digit = '0123456789'.includes(coded[at] ?? '!')
        ? Number(coded[at]) + 26
        : (coded.charCodeAt(at) || 0) - 97
      if (at++ >= coded.length || digit < 0 || digit > 35) return label
      place += digit * weight
      const threshold = Math.min(26, Math.max(1, k - bias))
      if (digit < threshold) break
      weight *= 36 - threshold
    }
    const length = out.length + 1
    bias = adapted(place - before, length, before === 0)
    point += Math.floor(place / length)
    place %= length
    if (point > 0x10ffff) return label
    out.splice(place++, 0, String.fromCodePoint(point))
  }
  return out.join('')
}

function adapted(delta: number, length: number, first: boolean): number {
  let left = first ? Math.floor(delta / 700) : Math.floor(delta / 2)
  left += Math.floor(left / length)
  let k = 0
  for (; left > 455; k += 36) left = Math.floor(left / 35)
  return k + Math.floor((36 * left) / (left + 38))
}
