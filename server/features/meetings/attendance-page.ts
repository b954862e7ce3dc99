import type { FastifyInstance } from 'fastify'
import { membersOf } from '#db/read/members.ts'
import { namesOf } from '#db/read/names.ts'
import { planPeople } from '#db/read/plan-people.ts'
import type { Deps } from '#server/deps.ts'
import { textFault } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { textsIn } from '#server/sheets/noun-values.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { asFault, type FormState, partOf, type Typed } from '#server/ui/forms/forms.ts'
import { button, details, fieldset } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { beyond, limits } from '#workflows/limits.ts'
import type { Attended, Attendance } from '#workflows/meeting/attendance.ts'
import { attendances } from '#workflows/meeting/attendance.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { meetingAt, whyNot } from './meeting-at.ts'
import { changeOfMeeting } from './service.ts'
import { attendanceWords } from './words.ts'

type Asked = { id: string; name: string }
type Askable = { board: Asked[]; rest: Asked[] }

/** `/meetings/:id/attendance`: who came, who sent apologies, and who else sat with the board. */
export function attendancePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.meetingAttendance.pattern, async (request) => {
    const at = await meetingAt(deps, web, request)
    const { actor, meeting, home, frame } = at
    const shut = whyNot(deps, at, 'recordAttendance')
    const people = await askable(deps, meeting)
    const all = [...people.board, ...people.rest]
    const saved = typedOf(meeting)
    return {
      page: frame('Record attendance'),
      initial: saved,
      labels: {
        ...Object.fromEntries(all.map(({ id, name }) => [fieldOf(id), name])),
        others: OTHERS,
      },
      choices: Object.fromEntries(all.map(({ id }) => [fieldOf(id), attendanceWords])),
      version: meeting.version,
      ...(shut !== null && {
        closed: {
          title: 'You cannot record attendance',
          text: shut,
          next: button({ text: 'Back to the meeting', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => fields(state, people),
      send: async (values, version) => {
        const others = textsIn(values['others'] ?? '')
        const fault = faultOf(others)
        const attendance = attendedIn(values, all)
        if (fault !== null) return { ok: false, faults: { others: asFault(fault) } }
        if (attendance.length + others.length === 0)
          return { ok: false, faults: { others: 'Say of somebody whether they were there' } }
        const change = { type: 'recordAttendance' as const, attendance, others }
        await changeOfMeeting(deps, actor, meeting.id, change, version)
        return { ok: true, data: { to: `${home}#attendance`, success: 'The attendance is saved.' } }
      },
    }
  })
}

const OTHERS = 'Others in attendance'
const PERSON = 'attended'
const fieldOf = (id: string) => `${PERSON}-${id}`

/** Those who sit on the board, then everybody else of the plan; who was recorded once is asked for again. */
async function askable({ db }: Deps, { planId, attendance }: MeetingFacts): Promise<Askable> {
  const recorded = attendance.map(({ personId }) => personId)
  const [members, people, names] = await Promise.all([
    membersOf(db, planId),
    planPeople(db, planId),
    namesOf(db, { people: recorded, actions: [] }),
  ])
  const board = members
    .filter(
      ({ role, leftOn, personId }) => (role !== 'viewer' && leftOn === null) || recorded.includes(personId),
    )
    .map(({ personId, name }) => ({ id: personId, name }))
  const ofPlan = people.filter(({ isOfPlan }) => isOfPlan)
  const gone = recorded
    .filter((id) => !ofPlan.some((person) => person.id === id))
    .map((id) => ({ id, name: names[id] ?? 'Somebody who has left' }))
  const isBoard = ({ id }: Asked) => board.some((member) => member.id === id)
  const rest = [...ofPlan, ...gone].filter((each) => !isBoard(each)).map(({ id, name }) => ({ id, name }))
  return { board, rest }
}

function typedOf({ attendance, others }: MeetingFacts): Typed {
  const each = attendance.map(({ personId, attended }) => [fieldOf(personId), attended])
  return { ...Object.fromEntries(each), others: others.join('\n') }
}

function attendedIn(values: Typed, all: readonly Asked[]): Attended[] {
  const typed = partOf(values, PERSON)
  const isOne = (value: string | undefined): value is Attendance =>
    (attendances as readonly (string | undefined)[]).includes(value)
  return all.flatMap(({ id }) => {
    const attended = typed[id]
    return isOne(attended) ? [{ personId: id, attended }] : []
  })
}

function faultOf(others: readonly string[]): string | null {
  const { other, others: most } = limits.attendance
  if (others.length > most.most) return beyond(most)
  return others.map((name) => textFault(other, name)).find((fault) => fault !== null) ?? null
}

function fields(state: FormState, { board, rest }: Askable): Html {
  const draw = fieldsOf(state)
  const choices = [
    { value: '', text: 'Not recorded' },
    ...attendances.map((value) => ({ value, text: attendanceWords[value] })),
  ]
  const ask = ({ id, name }: Asked) => draw.pick(fieldOf(id), { label: name, items: choices })
  const told = rest.filter(({ id }) => (state.values[fieldOf(id)] ?? '') !== '').length
  return html`${fieldset({ legend: 'The board', size: 'm', body: html`${board.map(ask)}` })}
${
  rest.length > 0 &&
  details({
    summary: told === 0 ? 'Others of the plan (optional)' : `Others of the plan: ${told} recorded`,
    open: told > 0,
    body: html`${rest.map(ask)}`,
  })
}
${draw.text('others', {
  label: `${OTHERS} (optional)`,
  hint: 'Who is not of the plan, one on a line, such as Joan Hart, regional director',
  rows: 4,
})}
${button({ text: 'Save the attendance' })}`
}
