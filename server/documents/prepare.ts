import type { Block, ReportDocument } from '#workflows/report/text/text-tree.ts'
import { tidyDocument } from '#workflows/report/text/tidy-document.ts'
import { standAloneSvg } from './chart/stand-alone.ts'

/**
 * A report as all four outputs are written from it: tidy, and each chart a drawing that stands alone; '' where what was
 * given is no chart of ours, of which the title, the reading and the table still stand. Throws TooDeep.
 */
export function prepared(document: ReportDocument): ReportDocument {
  const tidy = tidyDocument(document)
  return { ...tidy, sections: tidy.sections.map((each) => ({ ...each, blocks: each.blocks.map(drawn) })) }
}

function drawn(block: Block): Block {
  switch (block.kind) {
    case 'chart':
      return { ...block, svg: standAloneSvg(block.svg)?.svg ?? '' }
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(drawn)) }
    case 'quote':
      return { ...block, of: block.of.map(drawn) }
    default:
      return block
  }
}

/** The number and the heading of a section, as they stand above it. */
export function headingOf({ number, heading }: { number: string; heading: string }): string {
  return number === '' ? heading : `${number} ${heading}`
}

/** What a chart shows, for those who don't see it. */
export function saidOf({ title, reading }: { title: string; reading: string }): string {
  return [title, reading].filter((each) => each !== '').join('. ') || 'Chart'
}

/**
 * An address as a file that lies anywhere can follow it; null where it leads to a page of this site and nobody says
 * where that is.
 * @param site the address of this site, 'https://plans.example'
 */
export function fullAddress(href: string, site: string | null): string | null {
  if (/^(?:https?|mailto):/i.test(href)) return href
  return site !== null && URL.canParse(href, site) ? new URL(href, site).href : null
}
