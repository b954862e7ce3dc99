// oxlint-disable no-control-regex -- what programs and archives begin with is no text
import type { RefusedKind } from './file-kinds.ts'

/** What files that are not kept begin with, in Latin-1, from which byte on. */
const signatures: readonly { kind: RefusedKind; at?: number; is: RegExp }[] = [
  {
    kind: 'fileProgram',
    is: /^MZ|^\u007fELF|^\u00ca\u00fe\u00ba\u00be|^[\u00ce\u00cf]\u00fa\u00ed\u00fe|^dex\n/,
  },
  { kind: 'fileProgram', is: /^L\u0000\u0000\u0000\u0001\u0014\u0002\u0000/ },
  {
    kind: 'fileArchive',
    is: /^PK(?:\u0005\u0006|\u0007\u0008)|^7z\u00bc\u00af\u0027\u001c|^Rar!\u001a\u0007|^\u001f\u008b|^BZh\d1AY|^\u00fd7zXZ|^MSCF/,
  },
  { kind: 'fileArchive', at: 257, is: /^ustar/ },
  {
    kind: 'filePicture',
    is: /^GIF8[79]a|^BM[\s\S]{4}\u0000\u0000\u0000\u0000|^II\*\u0000|^MM\u0000\*|^RIFF[\s\S]{4}WEBP|^8BPS/,
  },
  { kind: 'filePicture', at: 4, is: /^ftyp(?:hei|mif1|avif)/ },
  {
    kind: 'fileRecording',
    is: /^ID3|^\u00ff[\u00fb\u00f3\u00f2]|^OggS|^RIFF[\s\S]{4}(?:WAVE|AVI )|^fLaC|^\u001aE\u00df\u00a3/,
  },
  { kind: 'fileRecording', at: 4, is: /^ftyp/ },
]

/**
 * Why a file that is no text is not kept, by its first bytes; null for one that is not known by them. A text is never
 * asked: it may begin with the letters of a program or a recording.
 */
export function refusedBySignature(content: Buffer): RefusedKind | null {
  if (content.subarray(0, 8).equals(compound)) return compoundKind(content)
  const known = signatures.find(({ at = 0, is }) => is.test(content.subarray(at, at + 16).toString('latin1')))
  return known?.kind ?? null
}

/** In which Office kept its documents before 2007, and keeps those with a password today. */
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

function compoundKind(content: Buffer): RefusedKind {
  return content.includes('EncryptedPackage', 0, 'utf16le') ? 'fileProtected' : 'fileOfOld'
}
