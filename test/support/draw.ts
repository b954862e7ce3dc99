import { instance } from '@viz-js/viz'
import { dotOf, edgesOf } from '#server/features/help/diagrams.ts'
import type { Explained } from '#server/features/help/machines.ts'

/**
 * The picture of a machine as SVG for a page: named for those who cannot see it, without ids that would stand
 * twice on one page, and without styles that the page's rules would drop.
 */
export async function pictureOf(machine: Explained): Promise<string> {
  const viz = await instance()
  const drawn = viz.renderString(dotOf(machine), { format: 'svg' })
  const [, width = '0'] = /<svg width="([\d.]+)pt"/.exec(drawn) ?? []
  const [, height = '0'] = /height="([\d.]+)pt"/.exec(drawn) ?? []
  const said = edgesOf(machine).map(
    ({ from, to, events }) => `${from ?? 'start'} to ${to} by ${events.join(' or ')}`,
  )
  const { noun } = machine
  const names = `<title id="${noun}-diagram">The states of a ${noun}</title>\n<desc id="${noun}-diagram-text">${said.join('; ')}.</desc>`
  return `${drawn
    .slice(drawn.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/<title>[\s\S]*?<\/title>\n?/g, '')
    .replace(/ id="[^"]*"/g, '')
    .replace(/ xmlns:xlink="[^"]*"/g, '')
    .replace(/ xml:space="[^"]*"/g, '')
    .replace(
      /<svg width="[^"]*" height="[^"]*"/,
      `<svg role="img" aria-labelledby="${noun}-diagram" aria-describedby="${noun}-diagram-text" width="${Math.ceil(Number(width))}" height="${Math.ceil(Number(height))}"`,
    )
    .replace(/>\n/, `>\n${names}\n`)
    .trim()}\n`
}
