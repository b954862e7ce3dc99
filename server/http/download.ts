/** What is handed out as a file: its name, its type and its size in bytes. */
export type Download = { name: string; type: string; size: number }

/** Headers that make of a file a download and nothing else, under every browser. */
export function downloadHeaders({ name, type, size }: Download): Record<string, string> {
  const ascii = name.replace(/[^\w .()-]/g, '_')
  return {
    'content-type': type,
    'content-length': String(size),
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodedInHeader(name)}`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'",
    'cache-control': 'private, no-store',
  }
}

// RFC 5987 leaves fewer signs as they are than an address does.
function encodedInHeader(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/**
 * A title as it can stand in the name of a file: every disk takes it.
 * @param otherwise what it is called where nothing of the title is left
 */
export function fileNameOf(title: string, otherwise: string): string {
  const short = Array.from(plainName(title.replaceAll(/[/\\]/g, '-')))
    .slice(0, LONGEST)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return /[\p{L}\p{N}]/u.test(short) ? short : otherwise
}

const LONGEST = 100

/** A name as it can be shown: without folders, and without what turns the reading direction or breaks a line. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}"<>:|?*%;]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
