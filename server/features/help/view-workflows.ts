import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { table } from '#server/ui/html/components.ts'
import { type Html, html, raw } from '#server/ui/html/html.ts'
import { waysInWords } from './diagrams.ts'
import { type Explained, machines } from './machines.ts'

// Drawn beforehand from the same machines; a test redraws them and compares.
const pictures = new Map(machines.map(({ noun }) => [noun, pictureOf(noun)]))

/** Every workflow: its diagram, and for each event who may do it and what has to hold. */
export function workflowsHelp(): Html {
  return html`<div class="wm-prose">
<p class="wm-lead">Plans, priorities, actions and what belongs to them each have a life of their own. What may happen next depends on the state, on
who you are, and on what is there. The pages offer what you may do, and say why not where something is missing.</p>
<ul class="govuk-list govuk-list--bullet">
${machines.map(({ noun }) => html`<li><a class="govuk-link" href="#${noun}">${noun.charAt(0).toUpperCase()}${noun.slice(1)}</a></li>`)}
</ul>
</div>
${machines.map(section)}`
}

function section(machine: Explained): Html {
  const { noun, says, steps } = machine
  const title = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`
  return html`<section id="${noun}" aria-labelledby="${noun}-title">
<h2 class="govuk-heading-m" id="${noun}-title">${title}</h2>
<p class="govuk-body">${says}</p>
<div class="wm-table-scroll" role="region" aria-label="Diagram: the states of ${article(noun)} ${noun}" tabindex="0">${pictures.get(noun)}</div>
${table({
  caption: `What may happen to ${article(noun)} ${noun}`,
  captionHidden: true,
  rowHeadings: true,
  columns: [
    { heading: 'Event' },
    { heading: 'From and to' },
    { heading: 'Who' },
    { heading: 'Asked for, or refused with' },
  ],
  rows: steps.map(({ event, ways, who, conditions }) => [
    event,
    waysInWords(ways),
    who,
    conditions.length === 0
      ? null
      : html`${conditions.map((each) => html`<p class="govuk-body-s">${each}</p>`)}`,
  ]),
})}
</section>`
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a'
}

function pictureOf(noun: string): Html {
  return raw(readFileSync(join(import.meta.dirname, `../../public/workflows/${noun}.svg`), 'utf8'))
}
