import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { headingOf } from '#server/documents/prepare.ts'
import { zipParts } from '#server/documents/zip-parts.ts'
import { plainTextOf } from '#workflows/report/text/plain-text.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'

/** Text without what is seen by nobody, so that it is the same wherever lines are broken. */
export const bare = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')

/** All that a prepared report says, in its order. */
export function wholeText({ title, subtitle, cover, sections }: ReportDocument): string {
  return [
    title,
    subtitle,
    ...cover.flatMap(({ label, value }) => [label, value]),
    ...sections.flatMap((section) => [headingOf(section), plainTextOf(section.blocks)]),
  ].join('\n')
}

/** The text of a page, without tags and what is only read into other parts of it. */
export function htmlText(markup: string): string {
  return markup
    .replaceAll(/<svg .*?<\/svg>/gs, '')
    .replaceAll(/<span class="govuk-details__summary-text">.*?<\/span>/gs, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&')
}

/** The parts of a Word file that tests ask about. */
export async function wordParts(bytes: Buffer): Promise<Record<string, string>> {
  const names = ['document', 'styles', 'numbering', 'settings', 'footer1', '_rels/document.xml.rels']
  const wanted = [
    ...names.map((name) => (name.includes('.') ? `word/${name}` : `word/${name}.xml`)),
    'docProps/core.xml',
  ]
  const { parts } = await zipParts(bytes, Object.fromEntries(wanted.map((name) => [name, 50_000_000])))
  return Object.fromEntries(wanted.map((name) => [name, parts.get(name)?.toString('utf8') ?? '']))
}

/** The text of a Word file, of its part document.xml. */
export function wordText(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<\/w:p>|<w:br\/>/g)]
    .map(([, text]) => text ?? '\n')
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

type Tree = { role?: string; type?: string; id?: string; alt?: string; lang?: string; children?: Tree[] }
type Item = {
  type?: string
  id?: string
  str?: string
  transform?: number[]
  width?: number
  height?: number
}

export type Pdf = {
  pages: number
  title: string | null
  language: string | null
  /** Roles of the structure tree in reading order, with the depth of each. */
  roles: { role: string; alt: string | null; text: string }[]
  /** What is read out: in the order of the structure, without drawings and the signs of lists. */
  text: string
  /** Words beyond the edge of their page. */
  outside: string[]
  metadata: string
}

/** What a PDF says and how it is tagged. */
export async function readPdf(bytes: Buffer): Promise<Pdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true })
  const pdf = await task.promise
  const found: Pdf = {
    pages: pdf.numPages,
    title: null,
    language: null,
    roles: [],
    text: '',
    outside: [],
    metadata: '',
  }
  const { info, metadata } = await pdf.getMetadata()
  found.title = (info as { Title?: string }).Title ?? null
  found.language = (info as { Language?: string }).Language ?? null
  found.metadata = metadata?.getRaw() ?? ''
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    const [, , right = 0, top = 0] = page.view as number[]
    const texts = textsById(items as Item[])
    for (const { str = '', transform = [], width = 0 } of items as Item[])
      if (str.trim() !== '' && isOutside(transform, width, right, top)) found.outside.push(str)
    const walk = (tree: Tree): string => {
      if (tree.type === 'content') return texts.get(tree.id ?? '') ?? ''
      const of = (tree.children ?? []).map(walk).join('')
      found.roles.push({ role: tree.role ?? '', alt: tree.alt ?? null, text: of })
      return tree.role === 'Figure' || tree.role === 'Lbl' ? '' : of
    }
    const tree = (await page.getStructTree()) as Tree | null
    if (tree) found.text += walk(tree)
  }
  await task.destroy()
  return found
}

function textsById(items: readonly Item[]): Map<string, string> {
  const texts = new Map<string, string>()
  const open: (string | null)[] = []
  for (const { type, id, str } of items) {
    if (type === 'beginMarkedContent') open.push(null)
    else if (type === 'beginMarkedContentProps') open.push(id ?? null)
    else if (type === 'endMarkedContent') open.pop()
    else {
      const at = open.findLast((each) => each !== null)
      if (at) texts.set(at, (texts.get(at) ?? '') + (str ?? ''))
    }
  }
  return texts
}

function isOutside(
  [, , , , x = 0, y = 0]: readonly number[],
  width: number,
  right: number,
  top: number,
): boolean {
  return x < 0 || y < 0 || x + width > right + 1 || y > top
}
