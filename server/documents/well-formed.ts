/**
 * Whether a text is XML that any program reads alike: every element closed, attributes in quotes, no entities but the
 * five and numbers, nothing declared. Word calls a file damaged that holds anything else.
 */
export function isWellFormed(xml: string): boolean {
  const open: string[] = []
  let roots = 0
  let end = 0
  const body = xml.replace(/^\ufeff?<\?xml\s[^<>]*\?>\s*/, '')
  for (const { 0: whole, 1: closing, 2: name = '', 3: given = '', 4: empty, index } of body.matchAll(tag)) {
    if (!isText(body.slice(end, index), open.length === 0)) return false
    end = index + whole.length
    if (closing && (given.trim() !== '' || open.pop() !== name)) return false
    if (closing) continue
    if (!isText(given, false) || hasTwice(given)) return false
    if (open.length === 0) roots++
    if (!empty) open.push(name)
    if (open.length > DEEPEST) return false
  }
  return roots === 1 && open.length === 0 && body.slice(end).trim() === ''
}

const DEEPEST = 100
const tag =
  /<(\/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g

function isText(text: string, isOutside: boolean): boolean {
  if (isOutside) return text.trim() === ''
  // oxlint-disable-next-line no-control-regex -- XML has none of these
  return !/[<\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/.test(
    text,
  )
}

function hasTwice(given: string): boolean {
  const names = [...given.matchAll(/([\w.:-]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)].map(([, name]) => name)
  return new Set(names).size < names.length
}
