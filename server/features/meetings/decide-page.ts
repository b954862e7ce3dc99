import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { optionFields, optionWords, readOption } from '#server/ui/forms/options.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { meetingHappened } from './history.ts'
import { meetingAt } from './meeting-at.ts'
import { meetingOptions } from './options.ts'
import { changeOfMeeting, seeMeetingWithEvents } from './service.ts'
import { meetingNextMove, meetingStateWords } from './words.ts'

/** `/meetings/:id/decide`: takes a meeting a step on, from freezing its pack to closing it, or says whose move it is. */
export function decideMeetingPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.meetingDecide.pattern, async (request) => {
    const { actor, meeting, home, frame } = await meetingAt(deps, web, request)
    const options = meetingOptions(meeting, (await seeMeetingWithEvents(deps, actor, meeting.id)).items)
    return {
      page: frame('Decide on the meeting'),
      version: meeting.version,
      ...optionWords(options),
      since: (version) => happenedSince(deps, meeting.id, version, meetingHappened),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to do here yet',
          text: `${meetingStateWords[meeting.state]}. ${meetingNextMove[meeting.state]}`,
          next: button({ text: 'Back to the meeting', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => optionFields(options, state),
      send: async (values, version) => {
        const read = readOption(options, values)
        if (!read.ok) return read
        const { event, option } = read.data
        await changeOfMeeting(deps, actor, meeting.id, event, version)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}
