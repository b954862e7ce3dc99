import { describe, expect, test } from 'vitest'
import { step } from '#workflows/engine/step.ts'
import { editReport } from '#workflows/report/report-edit.ts'
import {
  isWritten,
  type ReportFacts,
  type ReportState,
  reportStates,
  type SectionFacts,
  sectionKinds,
  type SectionState,
  sectionStates,
} from '#workflows/report/report-facts.ts'
import { type ReportEvent, type ReportSurroundings, reportWorkflow } from '#workflows/report/report.ts'
import {
  editSection,
  type SectionEvent,
  type SectionSurroundings,
  sectionWorkflow,
} from '#workflows/report/section.ts'
import { NOW, type StandingName, standing, standingNames, TODAY } from '../support/facts.ts'
import { aReport, aSection, aStanding } from '../support/reports.ts'
import { holdsTableOf } from '../support/workflow-table.ts'

const around: ReportSurroundings = {
  plan: { state: 'active' },
  sections: [
    aStanding({ number: 1 }),
    aStanding({ number: 2, kind: 'performance', authorId: null, dueOn: null }),
  ],
  approverIsOfPlan: true,
  meetingIsOfPlan: true,
  administratorIds: ['administrator'],
  boardIds: ['chair', 'administrator'],
}
const asked = (by: StandingName) => ({ standing: standing(by), today: TODAY, now: NOW })
const events: { [K in ReportEvent['type']]: Extract<ReportEvent, { type: K }> } = {
  commission: { type: 'commission' },
  submit: { type: 'submit' },
  return: { type: 'return', reason: 'The summary is too long.' },
  approve: { type: 'approve' },
  issue: { type: 'issue' },
  correct: { type: 'correct', reason: 'A figure was wrong.' },
  withdraw: { type: 'withdraw', reason: 'The board does not sit.' },
  reinstate: { type: 'reinstate', reason: 'It sits after all.' },
}
// The chair is its approver.
const table: Record<ReportState, Partial<Record<StandingName, ReportEvent['type'][]>>> = {
  draft: { administrator: ['commission'], chair: ['withdraw'] },
  commissioned: { administrator: ['submit'], chair: ['withdraw'] },
  inReview: { chair: ['return', 'approve', 'withdraw'] },
  approved: { administrator: ['issue'], chair: ['return', 'withdraw'] },
  issued: { administrator: ['correct'], chair: ['withdraw'] },
  withdrawn: { chair: ['reinstate'] },
}

describe('a report', () => {
  test('tells each of its authors and readers once, however often they are named', () => {
    const sections = [1, 2, 3].map((number) => aStanding({ number, state: 'waiting', authorId: 'author' }))
    const told = (state: ReportState, event: ReportEvent) => {
      const report = aReport({ state, cutOffOn: TODAY })
      const asker = asked('administrator')
      const decided = step(reportWorkflow, { report, around: { ...around, sections }, ...asker, event })
      return decided.ok && decided.notices
    }
    expect(told('commissioned', { type: 'submit' })).toBe(false)
    expect(told('draft', { type: 'commission' })).toEqual([{ kind: 'sectionAsked', personId: 'author' }])
    expect(told('approved', { type: 'issue' })).toEqual([
      { kind: 'reportIssued', personId: 'chair' },
      { kind: 'reportIssued', personId: 'author' },
    ])
  })

  test('goes only where the table says, and says why not', () => {
    expect(Object.keys(table).toSorted()).toEqual([...reportStates].toSorted())
    holdsTableOf(reportWorkflow, table, events, (state) => ({
      report: aReport({ state: state as ReportState }),
      around,
    }))
  })

  const taken = (
    event: ReportEvent,
    by: StandingName,
    report: ReportFacts,
    more: Partial<ReportSurroundings> = {},
  ) => step(reportWorkflow, { report, around: { ...around, ...more }, ...asked(by), event })

  test.each([
    ['no author', { authorId: null }],
    ['no day', { dueOn: null }],
  ])('is not commissioned while a section that people write has %s, and names it', (_, lacks) => {
    const sections = [aStanding({ number: 4, heading: 'Homes', state: 'waiting', ...lacks })]
    expect(taken(events.commission, 'administrator', aReport(), { sections })).toMatchObject({
      code: 'incomplete',
      because: 'Section 4, Homes, needs an author and a day by which it is due.',
      missing: [{ field: 'sections/4' }],
    })
    const made = [aStanding({ kind: 'performance', authorId: null, dueOn: null })]
    expect(taken(events.commission, 'administrator', aReport(), { sections: made }).ok).toBe(true)
  })

  test.each([
    ['is not written', { state: 'waiting' as const }, 'is not written yet'],
    ['is not accepted', { state: 'written' as const }, 'has to be accepted first'],
    ['has a finding that nobody answered', { open: 1 }, 'has 1 finding that nobody answered'],
  ])('is not submitted while a section %s', (_, lacks, because) => {
    const sections = [aStanding({ number: 1 }), aStanding({ number: 2, ...lacks })]
    const refused = taken(events.submit, 'administrator', aReport({ state: 'commissioned' }), { sections })
    expect(refused).toMatchObject({ code: 'incomplete', missing: [{ field: 'sections/2' }] })
    expect(!refused.ok && refused.because).toContain(because)
  })

  test('is not submitted without an approver', () => {
    const report = aReport({ state: 'commissioned', approverId: null })
    expect(taken(events.submit, 'administrator', report)).toMatchObject({ code: 'personNotFound' })
  })

  test('is not approved by a person who wrote all of it, but by one who wrote a part', () => {
    const report = aReport({ state: 'inReview' })
    const own = aStanding({ authorId: 'chair' })
    const made = aStanding({ kind: 'performance', authorId: null })
    expect(taken(events.approve, 'chair', report, { sections: [own, made] })).toMatchObject({
      code: 'ownWork',
    })
    expect(taken(events.approve, 'chair', report, { sections: [own, aStanding()] }).ok).toBe(true)
    expect(taken(events.approve, 'chair', report, { sections: [made] }).ok).toBe(true)
  })

  test('is submitted before its cut-off day, and approved from that day on, with a sentence that names it', () => {
    const report = (state: ReportState, cutOffOn: string) => aReport({ state, cutOffOn })
    expect(taken(events.submit, 'administrator', report('commissioned', '2026-11-24')).ok).toBe(true)
    expect(taken(events.approve, 'chair', report('inReview', TODAY)).ok).toBe(true)
    expect(taken(events.approve, 'chair', report('inReview', '2026-11-24'))).toMatchObject({
      code: 'dateNotAllowed',
      because: expect.stringMatching(
        /^Its cut-off, 24 November 2026, lies ahead: .*approved and issued from/,
      ),
    })
  })

  test('is not approved while a check found something since it was submitted, and names the section', () => {
    const report = aReport({ state: 'inReview' })
    const sections = [aStanding({ number: 1 }), aStanding({ number: 2, heading: 'Homes', open: 2 })]
    const refused = taken(events.approve, 'chair', report, { sections })
    expect(refused).toMatchObject({ code: 'incomplete', missing: [{ field: 'sections/2' }] })
    expect(!refused.ok && refused.because).toContain('Section 2, Homes, has 2 findings that nobody answered')
  })

  test('is issued once its cut-off is there, as the next edition', () => {
    const approved = (cutOffOn: string) =>
      aReport({ state: 'approved', cutOffOn, edition: 1, correction: 'Wrong.' })
    expect(taken(events.issue, 'administrator', approved(TODAY))).toMatchObject({
      after: { edition: 2, correction: null, state: 'issued' },
    })
    expect(taken(events.issue, 'administrator', approved('2026-11-24'))).toMatchObject({
      code: 'dateNotAllowed',
    })
  })

  test('says why the edition in the making corrects the one before', () => {
    expect(taken(events.correct, 'administrator', aReport({ state: 'issued', edition: 1 }))).toMatchObject({
      after: { state: 'commissioned', edition: 1, correction: 'A figure was wrong.' },
    })
  })

  test('is changed by its administrator until it is submitted', () => {
    const edit = (report: ReportFacts, change: Partial<ReportFacts>, by: StandingName = 'administrator') =>
      editReport({ report, around, ...asked(by), event: { type: 'edit', change } })
    const open = reportStates.filter((state) => edit(aReport({ state }), { title: 'Other' }).ok)
    expect(open).toEqual(['draft', 'commissioned'])
    expect(standingNames.filter((by) => edit(aReport(), { title: 'Other' }, by).ok)).toEqual([
      'administrator',
    ])
    for (const [unknown, field] of [
      [{ approverIsOfPlan: false }, 'approverId'],
      [{ meetingIsOfPlan: false }, 'meetingId'],
    ] as const) {
      const event = { type: 'edit', change: { title: 'Other' } } as const
      expect(
        editReport({
          report: aReport(),
          around: { ...around, ...unknown },
          ...asked('administrator'),
          event,
        }),
      ).toMatchObject({ missing: [{ field }] })
    }
    expect(edit(aReport(), { cutOffOn: '2026-12-14' }).ok).toBe(true)
    expect(edit(aReport(), { cutOffOn: '2026-12-15' })).toMatchObject({ code: 'dateNotAllowed' })
    expect(edit(aReport(), { forOn: '2026-10-31' })).toMatchObject({ missing: [{ field: 'cutOffOn' }] })
  })
})

const beside: SectionSurroundings = {
  plan: { state: 'active' },
  report: { state: 'commissioned', approverId: 'chair' },
  actorIsDeputy: false,
  namedIsOfPlan: true,
}
const sectionEvents: { [K in SectionEvent['type']]: Extract<SectionEvent, { type: K }> } = {
  saveDraft: { type: 'saveDraft', text: '' },
  write: { type: 'write', text: 'Twelve posts are filled.' },
  accept: { type: 'accept' },
  sendBack: { type: 'sendBack', reason: 'Say how many are vacant.' },
  reassign: { type: 'reassign', authorId: 'lead', dueOn: '2026-12-08' },
  keep: { type: 'keep', key: 'claim', code: 'claimContradicted', reason: 'It is of one service alone.' },
}
const writes: SectionEvent['type'][] = ['write']
const sectionTable: Record<SectionState, Partial<Record<StandingName, SectionEvent['type'][]>>> = {
  waiting: { owner: ['saveDraft', 'write'], administrator: ['saveDraft', 'write', 'reassign'] },
  written: {
    owner: [...writes, 'keep'],
    administrator: [...writes, 'accept', 'sendBack', 'reassign', 'keep'],
    chair: ['accept', 'sendBack'],
  },
  accepted: { owner: ['keep'], administrator: ['sendBack', 'keep'], chair: ['sendBack'] },
}

describe('a section', () => {
  test('goes only where the table says, and says why not', () => {
    expect(Object.keys(sectionTable).toSorted()).toEqual([...sectionStates].toSorted())
    holdsTableOf(sectionWorkflow, sectionTable, sectionEvents, (state) => ({
      section: aSection({ state: state as SectionState }),
      around: beside,
    }))
  })

  const taken = (
    event: SectionEvent,
    by: StandingName,
    section: SectionFacts = aSection(),
    more: Partial<SectionSurroundings> = {},
  ) => step(sectionWorkflow, { section, around: { ...beside, ...more }, ...asked(by), event })

  test('is written while its report is, and by the deputy of its author', () => {
    const open = reportStates.filter(
      (state) => taken(sectionEvents.write, 'owner', aSection(), { report: { ...beside.report, state } }).ok,
    )
    expect(open).toEqual(['commissioned'])
    expect(taken(sectionEvents.write, 'nobody')).toMatchObject({ code: 'notYourRole' })
    expect(taken(sectionEvents.write, 'nobody', aSection(), { actorIsDeputy: true }).ok).toBe(true)
    expect(taken({ type: 'write', text: ' \n' }, 'owner')).toMatchObject({ missing: [{ field: 'text' }] })
  })

  test('loses why it was sent back once it is written anew, and keeps its text as it was typed', () => {
    const back = taken(sectionEvents.sendBack, 'chair', aSection({ state: 'written', text: 'Few.' }))
    expect(back).toMatchObject({
      after: { state: 'waiting', text: 'Few.', sentBack: 'Say how many are vacant.' },
    })
    const sent = aSection({ sentBack: 'Say how many.' })
    expect(taken({ type: 'write', text: ' Two.\n' }, 'owner', sent)).toMatchObject({
      after: { text: ' Two.\n', sentBack: '' },
    })
    expect(taken(sectionEvents.saveDraft, 'owner', sent)).toMatchObject({
      after: { sentBack: 'Say how many.' },
    })
  })

  test('keeps one answer to each finding, with who gave it', () => {
    const earlier = { key: 'claim', code: 'claimContradicted', reason: 'Before', keptBy: 'lead', keptAt: NOW }
    const other = { ...earlier, key: 'other' }
    const kept = taken(sectionEvents.keep, 'owner', aSection({ state: 'written', kept: [earlier, other] }))
    expect(kept).toMatchObject({
      after: { kept: [other, { key: 'claim', reason: 'It is of one service alone.', keptBy: 'owner' }] },
    })
  })

  test('gets an author who works on the plan, and a day', () => {
    expect(
      taken(sectionEvents.reassign, 'administrator', aSection(), { namedIsOfPlan: false }),
    ).toMatchObject({
      code: 'personNotFound',
    })
    expect(taken({ ...sectionEvents.reassign, dueOn: '2026-02-30' }, 'administrator')).toMatchObject({
      missing: [{ field: 'dueOn' }],
    })
    expect(taken(sectionEvents.reassign, 'administrator')).toMatchObject({
      after: { authorId: 'lead', dueOn: '2026-12-08', state: 'waiting' },
    })
  })

  test('is exempt only with the reason of the public interest, which is not asked of one that is not', () => {
    const edit = (section: SectionFacts, change: Partial<SectionFacts>, by: StandingName = 'administrator') =>
      editSection({ section, around: beside, ...asked(by), event: { type: 'edit', change } })
    expect(edit(aSection(), { exemptParagraph: 1 })).toMatchObject({ missing: [{ field: 'exemptReason' }] })
    expect(edit(aSection(), { exemptParagraph: 1, exemptReason: 'A child is named.' }).ok).toBe(true)
    const exempt = aSection({ exemptParagraph: 3, exemptReason: 'A contract.' })
    expect(edit(exempt, { exemptReason: ' ' })).toMatchObject({ missing: [{ field: 'exemptReason' }] })
    expect(edit(exempt, { exemptParagraph: null, exemptReason: '' }).ok).toBe(true)
    expect(edit(aSection(), { heading: 'Other' }, 'owner')).toMatchObject({ code: 'notYourRole' })
    expect(edit(aSection(), { text: 'In their place' })).toMatchObject({ code: 'wrongState' })
    expect(edit(aSection({ kind: 'standing' }), { text: 'None.' }).ok).toBe(true)
  })

  test.each(['saveDraft', 'write', 'sendBack', 'reassign'] as const)(
    'that Waymark makes is asked of nobody: no %s',
    (type) => {
      for (const state of sectionStates)
        expect(
          taken(sectionEvents[type], 'administrator', aSection({ kind: 'performance', state, text: 'x' })),
        ).toMatchObject({ ok: false, code: 'wrongState' })
    },
  )

  test('is asked of people only where Waymark does not make it', () => {
    expect(sectionKinds.filter(isWritten)).toEqual(['narrative', 'recommendations', 'signature'])
  })
})
