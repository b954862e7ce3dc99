const brand: unique symbol = Symbol('html')

/** A piece of HTML that is already escaped. Only `html` and `raw` make one; a string can never pass for it. */
export type Html = { readonly [brand]: string }

/** What may stand in a slot of the `html` tag. `null`, `undefined` and `false` print nothing. */
export type Slot = Html | string | number | bigint | null | undefined | false | readonly Slot[]

/** Text, or HTML made by the tag: text is escaped where it is printed, HTML is not escaped again. */
export type Content = string | Html

/**
 * Tags a template as HTML and escapes every slot, quotes included, so that a slot is safe both between tags
 * and inside a quoted attribute. Arrays are printed one after the other; nested `Html` passes through.
 * Throws when a slot stands in an attribute without quotes, where no escaping would be enough.
 */
export function html(strings: TemplateStringsArray, ...slots: Slot[]): Html {
  refuseUnquoted(strings)
  let out = strings[0] ?? ''
  for (const [i, slot] of slots.entries()) out += print(slot) + (strings[i + 1] ?? '')
  return raw(out)
}

/** Takes markup as it is. Only for markup from our own files or libraries, never for anything a person typed. */
export function raw(markup: string): Html {
  return { [brand]: markup }
}

/** The markup of a piece of HTML, ready to be sent. */
export function render(value: Html): string {
  return value[brand]
}

/** Whether a value was made by the tag. Data from a request cannot be: the key is a symbol of this module. */
export function isHtml(value: unknown): value is Html {
  return typeof value === 'object' && value !== null && brand in value
}

/** Escapes text for HTML, between tags and inside quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? '')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

function print(slot: Slot): string {
  if (slot === null || slot === undefined || slot === false) return ''
  if (isList(slot)) return slot.map(print).join('')
  return isHtml(slot) ? slot[brand] : escapeHtml(String(slot))
}

// `Array.isArray` alone does not tell a read-only list from the rest.
const isList = (slot: Slot): slot is readonly Slot[] => Array.isArray(slot)

const checked = new WeakSet<TemplateStringsArray>()

// Each template in the source has one strings object, so this costs a look-up after the first time.
function refuseUnquoted(strings: TemplateStringsArray): void {
  if (checked.has(strings)) return
  for (const part of strings.slice(0, -1)) {
    if (/<[a-z][^>]*=\s*$/i.test(part))
      throw new Error(`Put quotes around the slot after: ${part.trim().slice(-60)}`)
  }
  checked.add(strings)
}
