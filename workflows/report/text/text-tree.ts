/** Words within a paragraph, a heading or a cell. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; of: Inline[] }
  | { kind: 'emphasis'; of: Inline[] }
  | { kind: 'link'; href: string; of: Inline[] }
  | { kind: 'lineBreak' }
  /** A measure's figure by reference, as `{{P3.O1}}` was written. */
  | { kind: 'figure'; reference: string }

export type Align = 'start' | 'end'

export type TableBlock = {
  kind: 'table'
  caption: string | null
  headings: { of: Inline[]; align: Align }[]
  /** As many cells in each row as there are headings. */
  rows: Inline[][][]
}

/** A drawing with what it says in a sentence, and the figures behind it. */
export type ChartBlock = { kind: 'chart'; title: string; reading: string; svg: string; table: TableBlock }

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; of: Inline[] }
  | { kind: 'paragraph'; of: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; of: Block[] }
  | TableBlock
  | ChartBlock

/** One numbered part of a report. Levels of headings in it count from below its own. */
export type DocumentSection = { number: string; heading: string; blocks: Block[] }

/** A whole report, from which page, Word, PDF and data are written alike. */
export type ReportDocument = {
  language: 'en-GB' | 'cy-GB'
  title: string
  /** 'Improvement board', and its day in words. */
  subtitle: string
  /** What the cover says: body, date, portfolio, contact officer, status. */
  cover: { label: string; value: string }[]
  sections: DocumentSection[]
}
