import { describe, expect, test } from 'vitest'
import { limits } from '#workflows/limits.ts'
import type { AgendaProposal } from '#workflows/meeting/agenda.ts'
import type { AgendaEdit } from '#workflows/meeting/edit-agenda.ts'
import { editMeeting } from '#workflows/meeting/edit-meeting.ts'
import { type MeetingFacts, type MeetingState, meetingStates } from '#workflows/meeting/meeting.ts'
import { unnumberedMeeting } from '#workflows/meeting/new-meeting.ts'
import { timesFault } from '#workflows/meeting/times.ts'
import { NOW, type StandingName, standing, standingNames, TODAY } from '../support/facts.ts'

const around = {
  plan: { state: 'active' as const },
  namedActionIsOfPlan: true,
  unknown: [],
  boardIds: [],
}
const nothing = {
  kind: 'other' as const,
  actionId: null,
  reportId: null,
  decisionId: null,
  presenterId: null,
  presenter: '',
  minutesAllotted: null,
}
const item = (id: string, more: object = {}) => ({
  ...nothing,
  id,
  title: id,
  minutes: '',
  carryOver: false,
  ...more,
})

function aMeeting(state: MeetingState, change: Partial<MeetingFacts> = {}): MeetingFacts {
  const described = { title: 'Sixth', heldOn: TODAY, place: '', startsAt: null, endsAt: null }
  return {
    ...unnumberedMeeting(described, { id: 'meeting', planId: 'plan', now: NOW }),
    number: 6,
    state,
    agenda: [item('first'), item('second'), item('third')],
    ...change,
  }
}

const ask = (event: AgendaEdit, meeting: MeetingFacts, by: StandingName = 'administrator', more = {}) =>
  editMeeting({
    meeting,
    around: { ...around, ...more },
    standing: standing(by),
    today: TODAY,
    now: NOW,
    event,
  })
const after = (event: AgendaEdit, meeting: MeetingFacts) => {
  const answer = ask(event, meeting)
  if (!answer.ok) throw new Error(answer.because)
  return answer.after
}
const titles = ({ agenda }: MeetingFacts) => agenda.map(({ title }) => title)

const keepers = ['chair', 'administrator']
const before: MeetingState[] = ['scheduled', 'frozen', 'issued']
const edits: [AgendaEdit, who: string[], MeetingState[]][] = [
  [{ type: 'makeAgenda', proposals: [] }, keepers, before],
  [{ type: 'addAgendaItem', itemId: 'new', title: 'Budget', ...nothing }, keepers, before],
  [{ type: 'editAgendaItem', itemId: 'first', change: { title: 'Welcome' } }, keepers, before],
  [{ type: 'moveAgendaItem', itemId: 'first', number: 3 }, keepers, before],
  [{ type: 'removeAgendaItem', itemId: 'first' }, keepers, before],
  [
    { type: 'recordMinutes', itemId: 'first', minutes: 'Agreed.', carryOver: false },
    ['administrator'],
    ['issued'],
  ],
  [{ type: 'recordAttendance', attendance: [], others: [] }, ['administrator'], before],
]

describe('an agenda', () => {
  test.each(edits)('is changed by those who may, in its states alone: %o', (event, who, states) => {
    for (const state of meetingStates) {
      const able = standingNames.filter((name) => ask(event, aMeeting(state), name).ok)
      expect({ state, able: able.toSorted() }).toEqual({
        state,
        able: states.includes(state) ? who.toSorted() : [],
      })
    }
  })

  test('is as it was once the day of the meeting is over; only minutes and attendance are recorded then', () => {
    const held = aMeeting('issued', { heldOn: '2026-01-05' })
    const able = edits.filter(([event]) => ask(event, held).ok).map(([{ type }]) => type)
    expect(able).toEqual(['recordMinutes', 'recordAttendance'])
  })

  test.each([
    ['first', 3, 'second third first'],
    ['third', 1, 'third first second'],
    ['second', 2, 'first second third'],
    ['first', 90, 'second third first'],
  ])('has item %s at number %i once it is moved there, and loses none', (itemId, number, order) => {
    expect(titles(after({ type: 'moveAgendaItem', itemId, number }, aMeeting('scheduled')))).toEqual(
      order.split(' '),
    )
  })

  test('keeps an item that has minutes or a decision, and says so', () => {
    const decided = {
      id: 'd',
      number: 1,
      text: 'Agreed.',
      actionId: null,
      agendaItemId: 'second',
      recordedBy: 'administrator',
      recordedAt: NOW,
    }
    const meeting = aMeeting('issued', {
      agenda: [item('first', { minutes: 'Said.' }), item('second'), item('third')],
      decisions: [decided],
    })
    const codes = ['first', 'second', 'third', 'gone'].map((itemId) => {
      const answer = ask({ type: 'removeAgendaItem', itemId }, meeting)
      return answer.ok ? null : answer.code
    })
    expect(codes).toEqual(['agendaItemInUse', 'agendaItemInUse', null, 'agendaItemUnknown'])
  })

  test('takes nothing that is of another plan, and no more items than it holds', () => {
    const add = { type: 'addAgendaItem' as const, itemId: 'new', title: 'Budget', ...nothing }
    const answers = [
      ask({ ...add, actionId: 'x' }, aMeeting('scheduled'), 'chair', { namedActionIsOfPlan: false }),
      ask({ ...add, reportId: 'x' }, aMeeting('scheduled'), 'chair', { unknown: ['reportId'] }),
      ask({ ...add, decisionId: 'x' }, aMeeting('scheduled'), 'chair', { unknown: ['decisionId'] }),
      ask({ ...add, presenterId: 'x' }, aMeeting('scheduled'), 'chair', { unknown: ['presenterId'] }),
      ask({ ...add, title: ' ' }, aMeeting('scheduled')),
      ask(
        add,
        aMeeting('scheduled', {
          agenda: Array.from({ length: limits.agenda.items.most }, (_, at) => item(String(at))),
        }),
      ),
      ask(
        { type: 'recordAttendance', attendance: [{ personId: 'x', attended: 'present' }], others: [] },
        aMeeting('issued'),
        'administrator',
        { unknown: ['attendance'] },
      ),
    ]
    expect(answers.map((answer) => (answer.ok ? null : answer.code))).toEqual([
      'actionUnknown',
      'reportUnknown',
      'decisionUnknown',
      'personNotFound',
      'fieldMissing',
      'agendaFull',
      'personNotFound',
    ])
  })
})

describe('what the machine proposes', () => {
  const proposal = (source: string, more: Partial<AgendaProposal> = {}): AgendaProposal => ({
    id: source,
    source,
    title: source,
    kind: 'action',
    actionId: null,
    reportId: null,
    decisionId: null,
    ...more,
  })
  const make = (meeting: MeetingFacts, proposals: AgendaProposal[]) =>
    after({ type: 'makeAgenda', proposals }, meeting)

  test('stands after what people made, which keeps its order', () => {
    const made = make(aMeeting('scheduled'), [proposal('a'), proposal('b')])
    expect(titles(made)).toEqual(['first', 'second', 'third', 'a', 'b'])
  })

  test('is added once, however often it is asked for, and what people took off stays off', () => {
    const waiting = [proposal('a'), proposal('b')]
    const once = make(aMeeting('scheduled'), waiting)
    const less = after({ type: 'removeAgendaItem', itemId: 'a' }, once)
    expect(titles(make(make(less, waiting), [...waiting, proposal('c')]))).toEqual([
      'first',
      'second',
      'third',
      'b',
      'c',
    ])
  })

  test('is not added beside an item about the same thing, unless a decision is needed on it', () => {
    const meeting = aMeeting('scheduled', { agenda: [item('told', { actionId: 'A1' })] })
    const waiting = [
      proposal('escalated', { actionId: 'A1' }),
      proposal('extension', { actionId: 'A1', kind: 'decision' }),
      proposal('signOff', { actionId: 'A1', kind: 'decision' }),
      proposal('other', { actionId: 'A2' }),
    ]
    expect(titles(make(meeting, waiting))).toEqual(['told', 'extension', 'other'])
  })

  test('ends where the agenda is full', () => {
    const many = Array.from({ length: limits.agenda.items.most + 5 }, (_, at) => proposal(String(at)))
    expect(make(aMeeting('scheduled'), many).agenda).toHaveLength(limits.agenda.items.most)
  })
})

test('minutes are those of their item, with the mark that it is carried over, and can be put right', () => {
  const record = (minutes: string, carryOver: boolean, meeting: MeetingFacts) =>
    after({ type: 'recordMinutes', itemId: 'second', minutes, carryOver }, meeting)
  const once = record(' Put off. ', true, aMeeting('issued'))
  expect(once.agenda.map(({ minutes, carryOver }) => [minutes, carryOver])).toEqual([
    ['', false],
    ['Put off.', true],
    ['', false],
  ])
  expect(record('Agreed.', false, once).agenda[1]).toMatchObject({ minutes: 'Agreed.', carryOver: false })
})

test.each([
  [null, null, null],
  ['14:00', null, null],
  ['14:00', '16:00', null],
  [null, '16:00', 'startsAt'],
  ['16:00', '16:00', 'endsAt'],
  ['16:00', '09:30', 'endsAt'],
] as const)('a meeting from %s to %s has a fault at %s', (startsAt, endsAt, field) => {
  expect(timesFault({ startsAt, endsAt })?.field ?? null).toBe(field)
})
