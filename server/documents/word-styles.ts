/** Styles of a Word file: of ours, or of a council's template with ours where it has none. */
export type WordStyles = {
  /** The part word/styles.xml. */
  xml: string
  /** The part word/theme/theme1.xml, where the styles are those of a template that has one. */
  theme: string | null
  /** The id of each style by the name that Word knows it by, which is the same in every language. */
  ids: Record<StyleName, string>
}

export type StyleName = keyof typeof own

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'

const heading = (level: number, size: number, before: number) =>
  style('paragraph', `Heading${level}`, `heading ${level}`, {
    base: 'Normal',
    more: '<w:next w:val="Normal"/><w:qFormat/>',
    paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="${before}" w:after="120" w:line="259" w:lineRule="auto"/><w:outlineLvl w:val="${level - 1}"/>`,
    run: `<w:b/><w:bCs/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`,
  })

/** Our own styles, by the names that Word knows them by. Headings say their level in the outline, and links are underlined. */
const own = {
  normal: style('paragraph', 'Normal', 'Normal', {
    base: null,
    more: '<w:qFormat/>',
    paragraph: '<w:spacing w:after="140" w:line="276" w:lineRule="auto"/>',
    run: '',
    isDefault: true,
  }),
  'heading 1': heading(1, 44, 0),
  'heading 2': heading(2, 30, 400),
  'heading 3': heading(3, 25, 300),
  'heading 4': heading(4, 22, 260),
  'heading 5': heading(5, 22, 240),
  subtitle: style('paragraph', 'Subtitle', 'Subtitle', {
    base: 'Normal',
    more: '<w:qFormat/>',
    paragraph: '<w:spacing w:after="240"/>',
    run: '<w:color w:val="48595E"/><w:sz w:val="26"/><w:szCs w:val="26"/>',
  }),
  caption: style('paragraph', 'Caption', 'caption', {
    base: 'Normal',
    more: '<w:qFormat/>',
    paragraph: '<w:keepNext/><w:spacing w:before="200" w:after="100"/>',
    run: '<w:b/><w:bCs/>',
  }),
  'list paragraph': style('paragraph', 'ListParagraph', 'List Paragraph', {
    base: 'Normal',
    more: '<w:qFormat/>',
    paragraph: '<w:spacing w:after="80"/>',
    run: '',
  }),
  quote: style('paragraph', 'Quote', 'Quote', {
    base: 'Normal',
    more: '<w:qFormat/>',
    paragraph:
      '<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="B1B4B6"/></w:pBdr><w:ind w:left="340"/>',
    run: '',
  }),
  footer: style('paragraph', 'Footer', 'footer', {
    base: 'Normal',
    more: '',
    paragraph: '<w:spacing w:after="0"/>',
    run: '<w:color w:val="48595E"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
  }),
  hyperlink: style('character', 'Hyperlink', 'Hyperlink', {
    base: null,
    more: '',
    paragraph: '',
    run: '<w:color w:val="1D4F91"/><w:u w:val="single"/>',
  }),
}

type Look = { base: string | null; more: string; paragraph: string; run: string; isDefault?: boolean }

function style(
  type: 'paragraph' | 'character',
  id: string,
  name: string,
  { base, more, paragraph, run, isDefault }: Look,
): { id: string; xml: string } {
  const properties = (tag: string, inner: string) => inner && `<w:${tag}>${inner}</w:${tag}>`
  const xml = `<w:style w:type="${type}"${isDefault ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/>${
    base === null ? '' : `<w:basedOn w:val="${base}"/>`
  }${more}${properties('pPr', paragraph)}${properties('rPr', run)}</w:style>`
  return { id, xml }
}

/**
 * Our own styles: Arial of 11 points on a page of A4.
 * @param language of the text, by which Word checks its spelling and reads it out
 */
export function ownStyles(language: string): WordStyles {
  const font = ['ascii', 'hAnsi', 'eastAsia', 'cs'].map((name) => ` w:${name}="Arial"`).join('')
  const size = '<w:sz w:val="22"/><w:szCs w:val="22"/>'
  const run = `<w:rFonts${font}/><w:color w:val="0B0C0C"/>${size}${languageTag(language)}`
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${run}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`
  const entries = Object.entries(own)
  return {
    xml: `${HEAD}${defaults}${entries.map(([, { xml }]) => xml).join('')}</w:styles>`,
    theme: null,
    ids: Object.fromEntries(entries.map(([name, { id }]) => [name, id])) as WordStyles['ids'],
  }
}

/**
 * The styles of a template with ours for what it lacks. Its own lists are left out of them, because their definitions
 * stay behind; headings of it that say no level in the outline are given theirs.
 * @param template the parts of a template that `stylesFrom` took out of it
 */
export function templateStyles(
  template: { styles: string; theme: string | null },
  language: string,
): WordStyles {
  let xml = withLanguage(template.styles.replaceAll(/<w:numPr>.*?<\/w:numPr>|<w:numPr\/>/gs, ''), language)
  const ids: Partial<WordStyles['ids']> = {}
  const missing: string[] = []
  for (const [name, { id, xml: ours }] of Object.entries(own)) {
    const theirs = idOf(xml, name)
    ids[name as StyleName] = theirs ?? `Waymark${id}`
    const adapted = ours
      .replace(`w:styleId="${id}"`, `w:styleId="Waymark${id}"`)
      .replace(' w:default="1"', '')
      .replace('<w:basedOn w:val="Normal"/>', `<w:basedOn w:val="${ids.normal ?? 'Normal'}"/>`)
      .replace('<w:next w:val="Normal"/>', `<w:next w:val="${ids.normal ?? 'Normal'}"/>`)
    if (theirs === null) missing.push(adapted)
    else if (name.startsWith('heading ')) xml = inOutline(xml, theirs, Number(name.slice(-1)) - 1)
  }
  return {
    xml: xml.replace(/<\/w:styles>\s*$/, `${missing.join('')}</w:styles>`),
    theme: template.theme,
    ids: ids as WordStyles['ids'],
  }
}

const languageTag = (language: string) =>
  `<w:lang w:val="${language}" w:eastAsia="${language}" w:bidi="ar-SA"/>`

/** Each style of a part with its id and the name Word knows it by, in small letters. */
function stylesIn(xml: string): { whole: string; id: string; name: string }[] {
  return [...xml.matchAll(/<w:style\s[^>]*w:styleId="([^"<>]*)"[^>]*>(.*?)<\/w:style>/gs)].map(
    ([whole, id = '', inner = '']) => ({
      whole,
      id,
      name: (/<w:name\s+w:val="([^"<>]*)"/.exec(inner)?.[1] ?? '').toLowerCase(),
    }),
  )
}

const idOf = (xml: string, name: string): string | null =>
  stylesIn(xml).find((each) => each.name === name)?.id ?? null

function inOutline(xml: string, id: string, level: number): string {
  const found = stylesIn(xml).find((each) => each.id === id)
  if (!found || found.whole.includes('<w:outlineLvl')) return xml
  const tag = `<w:outlineLvl w:val="${level}"/>`
  const told = found.whole.includes('</w:pPr>')
    ? found.whole.replace('</w:pPr>', `${tag}</w:pPr>`)
    : found.whole.replace(/(<w:rPr>|<\/w:style>)/, `<w:pPr>${tag}</w:pPr>$1`)
  return xml.replace(found.whole, () => told)
}

function withLanguage(xml: string, language: string): string {
  const bare = xml.replaceAll(/<w:lang\s[^>]*\/>/g, '')
  const tag = languageTag(language)
  if (/<w:rPrDefault>\s*<w:rPr>/.test(bare))
    return bare.replace(
      /(<w:rPrDefault>\s*<w:rPr>.*?)(<\/w:rPr>)/s,
      (_, start: string, end: string) => `${start}${tag}${end}`,
    )
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${tag}</w:rPr></w:rPrDefault></w:docDefaults>`
  return bare
    .replace(/<w:docDefaults>.*?<\/w:docDefaults>|<w:docDefaults\/>/s, '')
    .replace(/(<w:styles[^>]*>)/, `$1${defaults}`)
}
