import { deflateRawSync } from 'node:zlib'

/** A file as it is sent, and what becomes of it: the name and type under which it is kept with what is told, or why not. */
export type SentFile = {
  what: string
  name: string
  content: Buffer
  kept?: { name: string; type: string; told?: string[] }
  refused?: string
}

const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const utf16be = (text: string) =>
  Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])
const utf8 = (text: string) => Buffer.from(text, 'utf8')
/** A packed file as far as its names go, with the end that a whole one has. */
const zipOf = (...names: string[]) =>
  latin(`PK\u0003\u0004${names.map((name) => `....${name}....`).join('')}PK\u0005\u0006${'\0'.repeat(18)}`)
const wordParts = ['[Content_Types].xml', 'word/document.xml']
const word = zipOf(...wordParts)
const pdf = latin('%PDF-1.7\n1 0 obj\n%%EOF\n')
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  latin('....IEND....'),
])
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9])
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
/** What unpacks to a thousand times as much, for whoever unpacks it. */
const bomb = Buffer.concat([
  latin('PK\u0003\u0004....[Content_Types].xml....word/document.xml'),
  deflateRawSync(Buffer.alloc(4 * 1024 * 1024)),
  latin(`PK\u0005\u0006${'\0'.repeat(18)}`),
])
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const csv = (charset: string) => `text/csv; charset=${charset}`
const plain = (charset: string) => `text/plain; charset=${charset}`
const kept = (name: string, type: string, ...told: string[]) => ({ kept: { name, type, told } })
// Bytes that no text has, always the same ones.
const noise = Buffer.from(Array.from({ length: 400 }, (_, at) => (at * 167 + 13) % 256))

/** Files as people and their enemies send them. */
export const hostileFiles: SentFile[] = [
  ...['MZ reported that the rota is agreed.\n', 'ID3 is the name of the form.\n', 'BZh1AY was asked.\n'].map(
    (text) => ({
      what: `a text that begins with '${text.slice(0, 3)}'`,
      name: 'minutes.txt',
      content: latin(text),
      ...kept('minutes.txt', plain('utf-8')),
    }),
  ),
  {
    what: 'a table whose first heading begins with the letters of a program',
    name: 'figures.csv',
    content: latin('MZ Nr;Name\n1;Caf\u00e9\n'),
    ...kept('figures.csv', csv('windows-1252')),
  },
  {
    what: 'a recording',
    name: 'talk.txt',
    content: latin('ID3\u0003\u0000\u0000'),
    refused: 'fileRecording',
  },
  {
    what: 'a script behind a byte order mark',
    name: 'run.txt',
    content: utf8('\ufeff#!/bin/sh\necho\n'),
    refused: 'fileProgram',
  },
  ...[
    ['of UTF-8', utf8('\ufeff')],
    ['of UTF-16', utf16('')],
  ].map(([what, content]) => ({
    what: `nothing but a byte order mark ${String(what)}`,
    name: 'empty.csv',
    content: content as Buffer,
    refused: 'fileEmpty',
  })),
  { what: 'nothing but blanks', name: 'blank.txt', content: latin(' \r\n\r\n'), refused: 'fileEmpty' },
  { what: 'a PDF', name: 'Report.pdf', content: pdf, ...kept('Report.pdf', 'application/pdf') },
  {
    what: 'a picture in its other ending',
    name: 'Wall.jpeg',
    content: jpeg,
    ...kept('Wall.jpeg', 'image/jpeg'),
  },
  { what: 'a picture', name: 'Wall.PNG', content: png, ...kept('Wall.png', 'image/png') },
  {
    what: 'a Word document called a PDF',
    name: 'report.pdf',
    content: word,
    ...kept('report.docx', docx, 'fileEnding'),
  },
  {
    what: 'a PDF called a program',
    name: 'report.exe',
    content: pdf,
    ...kept('report.pdf', 'application/pdf', 'fileEnding'),
  },
  {
    what: 'a PDF without an ending',
    name: 'Minutes 3.4.2027',
    content: pdf,
    ...kept('Minutes 3.4.2027.pdf', 'application/pdf'),
  },
  {
    what: 'a PDF that lost its end',
    name: 'cut.pdf',
    content: latin('%PDF-1.7\n1 0 obj'),
    ...kept('cut.pdf', 'application/pdf', 'fileDamaged'),
  },
  {
    what: 'a Word document that lost its end',
    name: 'cut.docx',
    content: latin(`PK\u0003\u0004${wordParts.join('....')}`),
    ...kept('cut.docx', docx, 'fileDamaged'),
  },
  {
    what: 'a PDF that is a page as well',
    name: 'both.pdf',
    content: latin('%PDF-1.7\n<html><script>alert(1)</script>\n%%EOF'),
    ...kept('both.pdf', 'application/pdf'),
  },
  {
    what: 'a PDF with an archive behind it',
    name: 'behind.pdf',
    content: Buffer.concat([pdf, zipOf('evil.exe'), latin('%%EOF')]),
    ...kept('behind.pdf', 'application/pdf'),
  },
  {
    what: 'a document that unpacks to a thousandfold',
    name: 'bomb.docx',
    content: bomb,
    ...kept('bomb.docx', docx),
  },

  {
    what: 'a CSV from Excel in Windows-1252',
    name: 'Länder.csv',
    content: latin('Land;Betrag\r\nÖsterreich;\u00805\r\n'),
    ...kept('Länder.csv', csv('windows-1252')),
  },
  {
    what: 'a CSV in Windows-1252 with quotes of Word',
    name: 'quotes.csv',
    content: latin('what,said\r\nVisit,\u0093Fine\u0094 \u0096 he said\r\n'),
    ...kept('quotes.csv', csv('windows-1252')),
  },
  {
    what: 'a CSV in UTF-8 with its mark',
    name: 'mark.csv',
    content: utf8('\ufeffwhat;n\r\nBesuche;5\r\n'),
    ...kept('mark.csv', csv('utf-8')),
  },
  {
    what: "Excel's Unicode text",
    name: 'Unicode text.txt',
    content: utf16('what\tn\r\nBesuche\t5\r\n'),
    ...kept('Unicode text.txt', plain('utf-16le')),
  },
  {
    what: 'a CSV in UTF-16',
    name: 'wide.csv',
    content: utf16('what,n\r\nBesuche,5\r\n'),
    ...kept('wide.csv', csv('utf-16le')),
  },
  {
    what: 'a text in the other UTF-16',
    name: 'other.txt',
    content: utf16be('Grüße'),
    ...kept('other.txt', plain('utf-16be')),
  },
  {
    what: 'a table without an ending',
    name: 'figures',
    content: utf8('when;what\n2026;5\n2027;6\n'),
    ...kept('figures.csv', csv('utf-8')),
  },
  {
    what: 'a table called a text',
    name: 'figures.txt',
    content: utf8('when;what\n2026;5\n'),
    ...kept('figures.txt', plain('utf-8')),
  },
  {
    what: 'a CSV with one column',
    name: 'one.csv',
    content: utf8('what\nVisits\n'),
    ...kept('one.csv', csv('utf-8')),
  },
  {
    what: 'a CSV called a workbook',
    name: 'figures.xlsx',
    content: utf8('a,b\n1,2\n'),
    ...kept('figures.csv', csv('utf-8'), 'fileEnding'),
  },
  {
    what: 'a text in Windows-1252',
    name: 'note.txt',
    content: latin('Gr\u00fc\u00dfe aus K\u00f6ln \u0080'),
    ...kept('note.txt', plain('windows-1252')),
  },
  {
    what: 'a formula in a CSV, whose bytes stay',
    name: 'formula.csv',
    content: utf8('=cmd|calc,1\n'),
    ...kept('formula.csv', csv('utf-8')),
  },

  {
    what: 'a Windows program called a PDF',
    name: 'report.pdf',
    content: latin('MZ\u0090\u0000\u0003'),
    refused: 'fileProgram',
  },
  {
    what: 'a Linux program',
    name: 'tool',
    content: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]),
    refused: 'fileProgram',
  },
  {
    what: 'a macOS program',
    name: 'tool',
    content: Buffer.from([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1]),
    refused: 'fileProgram',
  },
  {
    what: 'a script for a shell',
    name: 'run.txt',
    content: utf8('#!/bin/sh\nrm -rf /\n'),
    refused: 'fileProgram',
  },
  {
    what: 'a Windows shortcut',
    name: 'open.lnk',
    content: Buffer.from([0x4c, 0, 0, 0, 1, 0x14, 2, 0, 0, 0]),
    refused: 'fileProgram',
  },
  {
    what: 'a document with macros',
    name: 'plan.docm',
    content: zipOf(...wordParts, 'word/vbaProject.bin'),
    refused: 'fileMacros',
  },
  {
    what: 'a document with macros called one without',
    name: 'plan.docx',
    content: zipOf(...wordParts, 'word/vbaProject.bin'),
    refused: 'fileMacros',
  },
  {
    what: 'an OpenDocument with macros',
    name: 'plan.odt',
    content: Buffer.concat([
      latin(`PK\u0003\u0004${'.'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK`),
      latin('Basic/script-lb.xml'),
    ]),
    refused: 'fileMacros',
  },
  {
    what: 'a document with a password',
    name: 'secret.docx',
    content: Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]),
    refused: 'fileProtected',
  },
  { what: 'a Word document of old', name: 'old.doc', content: compound, refused: 'fileOfOld' },
  { what: 'an archive', name: 'all.zip', content: zipOf('readme.txt'), refused: 'fileArchive' },
  {
    what: 'an archive called a document',
    name: 'all.docx',
    content: zipOf('word/document.xml'),
    refused: 'fileArchive',
  },
  {
    what: 'an empty archive',
    name: 'none.zip',
    content: latin(`PK\u0005\u0006${'\0'.repeat(18)}`),
    refused: 'fileArchive',
  },
  {
    what: 'another archive',
    name: 'all.7z',
    content: Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]),
    refused: 'fileArchive',
  },
  {
    what: 'a packed file',
    name: 'all.gz',
    content: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]),
    refused: 'fileArchive',
  },
  {
    what: 'a page',
    name: 'page.html',
    content: utf8('<!DOCTYPE html><script>alert(1)</script>'),
    refused: 'fileWebPage',
  },
  {
    what: 'a page called a text, after a comment',
    name: 'page.txt',
    content: utf8('\ufeff \n<!-- x --><html onload="x">'),
    refused: 'fileWebPage',
  },
  {
    what: 'a page in UTF-16',
    name: 'page.txt',
    content: utf16('<html><script>alert(1)</script>'),
    refused: 'fileWebPage',
  },
  {
    what: 'a drawing with a script',
    name: 'wall.svg',
    content: utf8('<?xml version="1.0"?>\n<svg xmlns="x" onload="alert(1)"/>'),
    refused: 'fileWebPage',
  },
  {
    what: 'a drawing called a CSV',
    name: 'wall.csv',
    content: utf8('<svg onload="alert(1)">,1\n'),
    refused: 'fileWebPage',
  },
  { what: 'a moving picture', name: 'fun.gif', content: latin('GIF89a....'), refused: 'filePicture' },
  {
    what: 'a picture of a phone',
    name: 'IMG_1.HEIC',
    content: latin('\0\0\0\u0018ftypheic'),
    refused: 'filePicture',
  },
  { what: 'a recording', name: 'talk.mp4', content: latin('\0\0\0\u0018ftypisom'), refused: 'fileRecording' },
  { what: 'rich text', name: 'note.rtf', content: latin('{\\rtf1\\ansi Hello}'), refused: 'fileRichText' },
  { what: 'noise', name: 'noise.csv', content: noise, refused: 'unknownKind' },
  {
    what: 'bytes above all letters',
    name: 'high.txt',
    content: Buffer.alloc(200, 0xe4),
    refused: 'unknownKind',
  },
  {
    what: 'text with what terminals obey',
    name: 'log.txt',
    content: utf8('a\u001b[2J'),
    refused: 'unknownKind',
  },
  { what: 'text with a nought in it', name: 'nul.csv', content: utf8('a,b\u0000\n'), refused: 'unknownKind' },
  {
    what: 'half of a letter in UTF-16',
    name: 'half.txt',
    content: Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42]),
    refused: 'unknownKind',
  },
  { what: 'nothing', name: 'empty.pdf', content: Buffer.alloc(0), refused: 'fileEmpty' },

  {
    what: 'a name that climbs',
    name: '../../etc/passwd',
    content: pdf,
    ...kept('passwd.pdf', 'application/pdf'),
  },
  {
    what: 'a name with a Windows path',
    name: 'C:\\Users\\me\\Audit.pdf',
    content: pdf,
    ...kept('Audit.pdf', 'application/pdf'),
  },
  {
    what: 'a name that reads backwards',
    name: 'Invoice\u202efdp.exe',
    content: pdf,
    ...kept('Invoice fdp.pdf', 'application/pdf', 'fileEnding'),
  },
  {
    what: 'a name of a device',
    name: 'CON.pdf',
    content: pdf,
    ...kept('CON (file).pdf', 'application/pdf', 'fileName'),
  },
  {
    what: 'a name that says nothing',
    name: '....pdf',
    content: pdf,
    ...kept('evidence.pdf', 'application/pdf', 'fileName'),
  },
  {
    what: 'a name in letters and marks',
    name: 'Pru\u0308fung.pdf',
    content: pdf,
    ...kept('Pr\u00fcfung.pdf', 'application/pdf'),
  },
  {
    what: 'a long name',
    name: `${'x'.repeat(200)}.pdf`,
    content: pdf,
    ...kept(`${'x'.repeat(100)}.pdf`, 'application/pdf', 'fileNameLong'),
  },
  {
    what: 'a name with an emoji and quotes',
    name: 'Plan "final" 🎉.pdf',
    content: pdf,
    ...kept('Plan final 🎉.pdf', 'application/pdf'),
  },
]
