import type { ActionRead } from '#db/read/action-facts.ts'
import type { FileListed } from '#db/read/files.ts'
import { paths } from '#server/paths.ts'
import { day } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import type { ActionModel } from './action-model.ts'

/** A file that was sent, with the link by which evidence leads to it. */
export type FileSent = FileListed & { link: string }

/**
 * Files that were sent and that no evidence leads to: everybody who may see the action can read them, so they stand there.
 * @param takesOut whether the reader takes out what must not be there
 */
export function unusedFiles(
  files: readonly FileSent[],
  { facts }: ActionRead,
  { now, takesOut }: { now: ActionModel | null; takesOut: boolean },
): Html | false {
  const unused = files.filter(
    ({ id, takenOutAt }) =>
      takenOutAt === null && !facts.evidence.some(({ url }) => url.endsWith(paths.file.at({ id }))),
  )
  if (unused.length === 0) return false
  return html`<h3 class="govuk-heading-s">Sent, and not used as evidence</h3>
<ul class="wm-evidence">${unused.map(({ id, name, addedAt, addedBy, link: own }) => {
    const link = encodeURIComponent(own)
    const said = `sent by ${addedBy.name}, ${day(londonDay(addedAt))}`
    const ways = html`${
      now?.may.mayAddEvidence &&
      html` · <a class="govuk-link" href="${paths.actionEvidence.at(facts)}?link=${link}">Say what it shows</a>`
    }${takesOut && html` · <a class="govuk-link" href="${paths.fileTakeOut.at({ id })}">Take the file out</a>`}`
    return html`<li><a class="govuk-link wm-typed" href="${paths.file.at({ id })}">${name}</a>
<span class="wm-evidence__facts">${said}${ways}</span></li>`
  })}</ul>`
}
