import { crc32, deflateRawSync } from 'node:zlib'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** The parts of a template as a council has one: its first heading alone is defined, under a name of another language. */
export const councilStyles = {
  'word/styles.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr><w:rPr><w:color w:val="FF0099"/></w:rPr></w:style>
</w:styles>`,
  'word/theme/theme1.xml':
    '<?xml version="1.0"?><a:theme xmlns:a="x"><a:fonts latin="Council Sans"/></a:theme>',
}

type Lie = { declared?: number; stored?: boolean }

/** A ZIP archive of files, which may lie about their sizes. */
export function zipOf(files: Record<string, string | Buffer>, { declared, stored }: Lie = {}): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, contents] of Object.entries(files)) {
    const bytes = Buffer.from(contents)
    const packed = stored ? bytes : deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(stored ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(declared ?? bytes.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed])
    const end = Buffer.alloc(14)
    end.writeUInt32LE(at, 10)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, end, Buffer.from(name)]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const closing = Buffer.alloc(22)
  closing.write('PK\u0005\u0006', 'latin1')
  closing.writeUInt16LE(central.length, 8)
  closing.writeUInt16LE(central.length, 10)
  closing.writeUInt32LE(directory.length, 12)
  closing.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, closing])
}
