/** A field of a form, as its page has it. */
export type PageField = {
  name: string
  kind: 'text' | 'hidden' | 'radio' | 'checkbox' | 'select'
  value: string
  /** Whether a radio button or a tick box is chosen. */
  chosen: boolean
  /** What a list offers. */
  offered: string[]
}

/** The fields of the form of a page that is sent to an address; null where the page has none. */
export function formOn(page: string, action: string): PageField[] | null {
  const forms = [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
  const own = forms.find(([, head = '']) => attribute(head, 'action')?.split('?')[0] === action.split('?')[0])
  return own ? fieldsIn(own[2] ?? '') : null
}

/** What a browser would send of a form, with some of its fields filled in otherwise. */
export function sentOf(fields: readonly PageField[], typed: Record<string, string>): [string, string][] {
  const names = new Set(Object.keys(typed))
  const kept = fields.filter(
    ({ name, kind, chosen }) =>
      !names.has(name) && name !== '' && ((kind !== 'radio' && kind !== 'checkbox') || chosen),
  )
  return [...kept.map(({ name, value }): [string, string] => [name, value]), ...Object.entries(typed)]
}

/** What the page says is wrong with a field; null where it says nothing. */
export function faultOn(page: string, name: string): string | null {
  const [, said] = new RegExp(`id="${name}-error"[^>]*>([\\s\\S]*?)</p>`).exec(page) ?? []
  return said === undefined
    ? null
    : plain(said.replaceAll(/<[^>]*>/g, ''))
        .replace(/^\s*Error:\s*/, '')
        .trim()
}

function fieldsIn(form: string): PageField[] {
  const tags = /<input\b([^>]*)>|<(textarea|select)\b([^>]*)>([\s\S]*?)<\/\2>/g
  return [...form.matchAll(tags)].flatMap(([, input, tag, head = input ?? '', body = '']): PageField[] => {
    const name = attribute(head, 'name')
    if (name === undefined) return []
    const field = { name, value: attribute(head, 'value') ?? '', chosen: false, offered: [] }
    if (tag === 'textarea') return [{ ...field, kind: 'text', value: plain(body.replace(/^\n/, '')) }]
    if (tag === 'select') return [selectOf(field, body)]
    const type = attribute(head, 'type') ?? 'text'
    if (type === 'file') return []
    if (type === 'radio' || type === 'checkbox')
      return [{ ...field, kind: type, chosen: /\bchecked\b/.test(head) }]
    return [{ ...field, kind: type === 'hidden' ? 'hidden' : 'text' }]
  })
}

function selectOf(field: Omit<PageField, 'kind'>, body: string): PageField {
  const options = [...body.matchAll(/<option\b([^>]*)>/g)].map(([, head = '']) => head)
  const offered = options.map((head) => attribute(head, 'value') ?? '')
  const at = options.findIndex((head) => /\bselected\b/.test(head))
  return { ...field, kind: 'select', offered, value: offered[Math.max(0, at)] ?? '' }
}

function attribute(head: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\b${name}="([^"]*)"`).exec(head) ?? []
  return value === undefined ? undefined : plain(value)
}

function plain(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'", '#96': '`' }
  return text.replaceAll(/&(#?\w+);/g, (whole, name: string) => named[name] ?? whole)
}
