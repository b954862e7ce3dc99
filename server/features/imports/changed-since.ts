import { z } from 'zod'
import { type PlanHappened, planHappened } from '#db/read/plan-happened.ts'
import type { Deps } from '#server/deps.ts'
import { fieldInWords } from '#server/ui/forms/forms.ts'
import { panel, timeline } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { changedFieldWords } from './words.ts'

/** Entries that are shown. */
const MOST = 20

/**
 * What happened in a plan since a summary was seen, for a person whose press was refused because of it.
 * @param since the moment at which it was shown, as its form carries it
 */
export async function changedSince({ db }: Deps, planId: string | null, since: unknown): Promise<Html> {
  const moment = z.iso.datetime().safeParse(since).data ?? null
  const all = planId === null || moment === null ? [] : await planHappened(db, planId, moment, MOST + 1)
  const shown = all.slice(0, MOST)
  const body =
    shown.length === 0
      ? html`<p>Not the plan, but what the rows mean: who a name is, or what a day is. Look at the rows once more.</p>`
      : html`${timeline(shown.map(entryOf))}${all.length > MOST && html`<p>And more before that.</p>`}`
  return panel(body, 'What has changed since you saw it')
}

function entryOf({ at, actor, event, name, fields }: PlanHappened) {
  const what = event === 'edit' ? `Changed ${fields.map(changedFieldWords).join(', ')}` : fieldInWords(event)
  return { what: `${name === null ? '' : `${name}: `}${what}`, who: actor ?? 'Waymark', at, body: '' }
}
