import { describe, expect, test } from 'vitest'
import type { HistoryEntry } from '#db/read/history.ts'
import { historyWords } from '#server/features/actions/page/history-words.ts'
import { anAction } from '#test/support/facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { blockerWorkflow } from '#workflows/parts/blocker.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { milestoneWorkflow } from '#workflows/parts/milestone.ts'

const facts = anAction({
  milestones: [
    {
      id: 'm',
      title: 'The draft is out',
      state: 'planned',
      dueOn: '2026-12-01',
      metOn: null,
      timesReplanned: 0,
    },
  ],
  extensions: [
    {
      id: 'x',
      state: 'granted',
      reasonCode: 'partner',
      text: 'The venue',
      effect: null,
      mitigation: null,
      previousDueOn: '2026-12-18',
      dueOn: '2027-01-08',
      requestedBy: 'owner',
      requestedOn: '2026-11-01',
      decidedBy: 'lead',
      decidedOn: '2026-11-02',
      decisionReason: null,
      regulatorAgreement: null,
    },
  ],
})

const words = (
  kind: HistoryEntry['subject']['kind'],
  event: string,
  payload: Record<string, unknown> = {},
  id = 'x',
) =>
  historyWords(
    {
      id: 'e',
      at: '2026-11-23T10:00:00.000Z',
      actor: { id: 'owner', name: 'Leanne Carter' },
      subject: { kind, id },
      event,
      from: null,
      to: null,
      version: 2,
      payload,
    },
    { facts, names: { other: 'Yusuf Demir' } },
  )

describe('the history', () => {
  const every = [
    [
      'action',
      [...Object.keys(actionWorkflow.requirements), 'create', 'addEvidence', 'addMilestone', 'edit'],
    ],
    ['milestone', Object.keys(milestoneWorkflow.requirements)],
    ['blocker', Object.keys(blockerWorkflow.requirements)],
    ['extension', Object.keys(extensionWorkflow.requirements)],
  ] as const

  test.each(every)('has words of its own for every event of an %s', (kind, events) => {
    expect(events.length).toBeGreaterThan(2)
    for (const event of events) expect(words(kind, event).what).not.toMatch(/Recorded|undefined|\[object/)
  })

  test('names an event that it has no words for, so that nothing stays unsaid', () => {
    expect(words('action', 'somethingNew').what).toBe("Recorded 'somethingNew'")
  })

  test('says why and until when, in the words of those who did it', () => {
    expect(words('extension', 'grant', { reason: 'It is the last time.' })).toEqual({
      what: 'Granted more time: the due date moved from 18 December 2026 to 8 January 2027',
      body: ['It is the last time.'],
      weight: 'decision',
    })
    expect(words('action', 'return', { reason: 'Two schools are missing.', criterionId: 'second' })).toEqual({
      what: 'Returned it to the owner',
      body: ['Two schools are missing.', 'Not met yet: An audit confirms it'],
      weight: 'setback',
    })
    expect(
      words('action', 'transfer', { ownerId: 'other', fromOn: '2026-11-20', reason: 'Left.' }).what,
    ).toBe('Handed it over to Yusuf Demir, as of 20 November 2026')
    expect(
      words('action', 'report', {
        note: 'Slow.',
        forecastOn: '2027-01-15',
        ownRating: 'red',
        whatChanged: null,
      }).body,
    ).toEqual(['Slow.', 'Expects it to be done on 15 January 2027', 'Rates it worse than the rule: red'])
    expect(words('milestone', 'meet', { metOn: '2026-12-03' }, 'm').what).toBe(
      'Met the milestone on 3 December 2026: The draft is out',
    )
    expect(words('action', 'edit', { change: { title: 'x', horizonId: 'y', critical: true } }).what).toBe(
      'Edited title, horizon and whether it is critical',
    )
  })
})
