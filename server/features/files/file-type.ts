/** Bytes that one file may have. */
export const MOST_BYTES = 10 * 1024 * 1024

/** What may be uploaded, in words. */
export const kindsInWords = 'PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, CSV or plain text'

/**
 * The type of a file by what it holds, whatever its name or sender says it is; null for what we do not take. Office
 * documents with macros are not taken, nor anything that a browser would run.
 */
export function fileTypeOf(content: Buffer): string | null {
  if (content.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf'
  if (content.subarray(0, 8).equals(png)) return 'image/png'
  if (content.subarray(0, 3).equals(jpeg)) return 'image/jpeg'
  if (content.subarray(0, 4).equals(zip)) return documentType(content)
  return isPlainText(content) ? 'text/plain; charset=utf-8' : null
}

/** The ending that goes with a type. */
export function endingOf(type: string): string {
  return endings[type] ?? 'txt'
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpeg = Buffer.from([0xff, 0xd8, 0xff])
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04])

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

const endings: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  [`${office}.wordprocessingml.document`]: 'docx',
  [`${office}.spreadsheetml.sheet`]: 'xlsx',
  [`${office}.presentationml.presentation`]: 'pptx',
  [`${openDocument}.text`]: 'odt',
  [`${openDocument}.spreadsheet`]: 'ods',
  [`${openDocument}.presentation`]: 'odp',
}

const mainParts: [string, string][] = [
  ['word/document.xml', `${office}.wordprocessingml.document`],
  ['xl/workbook.xml', `${office}.spreadsheetml.sheet`],
  ['ppt/presentation.xml', `${office}.presentationml.presentation`],
]

/** By the names of its parts, which stand uncompressed in the file; nothing is unpacked. */
function documentType(content: Buffer): string | null {
  const holds = (name: string) => content.includes(name, 0, 'latin1')
  if (holds('vbaProject.bin') || holds('Basic/script-lb.xml') || holds('activeX')) return null
  const [, declared] =
    /^mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(
      content.subarray(30, 120).toString('latin1'),
    ) ?? []
  if (declared) return Object.keys(endings).find((type) => declared.startsWith(type)) ?? null
  if (!holds('[Content_Types].xml')) return null
  return mainParts.find(([part]) => holds(part))?.[1] ?? null
}

function isPlainText(content: Buffer): boolean {
  if (content.length === 0) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    // oxlint-disable-next-line no-control-regex -- a text has none of these
    return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)
  } catch {
    return false
  }
}
