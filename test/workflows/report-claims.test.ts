import { describe, expect, test } from 'vitest'
import { findingsOf, reportAction, reported, reportFacts, reportMeasure } from '../support/report-texts.ts'

const vacancies = reportMeasure({
  reference: 'P6.O1',
  title: 'Social work vacancies',
  countOf: 'posts',
  figures: [reported('2018-03-31', 15), reported('2018-06-30', 8)],
})
const inTime = reportMeasure({
  reference: 'P2.O5',
  title: 'Single assessments in time',
  unit: 'percent',
  polarity: 'higherIsBetter',
  targetValue: 95,
  figures: [reported('2018-03-31', 94), reported('2018-06-30', 91)],
})
const late = reportAction({
  reference: 'P1.A2',
  title: 'Embed the performance framework',
  rating: 'red',
  dueOn: '2018-06-29',
  dueBefore: [
    { dueOn: '2018-03-30', movedOn: '2018-03-20' },
    { dueOn: '2018-05-31', movedOn: '2018-05-25' },
  ],
})
const amber = reportAction({ reference: 'P1.A3', title: 'Write the communication strategy', rating: 'amber' })
const green = reportAction({ reference: 'P1.A1', title: 'Put governance in place', state: 'signedOff' })
const facts = reportFacts({
  measures: [vacancies, inTime],
  actions: [late, amber, green],
  priorities: [{ reference: 'P1', title: 'Believe in Families', rating: 'red' }],
  posts: [
    { post: 'Head of Assessment', holder: null, since: '2018-05-01', before: [] },
    { post: 'Director', holder: 'Ann Lee', since: null, before: [] },
  ],
})
const found = (text: string, given = facts) => findingsOf('claimContradicted', given, text)

describe('a claim that the plan contradicts is asked about', () => {
  test('the sentence of the seed report, with the actions that are not on target', () => {
    const text =
      'Governance is in place across the programme and key actions are all on target. A performance framework is in place.'
    const [finding, ...more] = found(text)
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      sentence: 'Governance is in place across the programme and key actions are all on target.',
      ask: 'Correct the claim that it is on track, or keep it and say why.',
    })
    expect(text.slice(finding?.at.from, finding?.at.to)).toBe('on target')
    expect(finding?.fact).toBe(
      'Rated red on 5 July 2018: P1 (Believe in Families). ' +
        'Overdue on 5 July 2018: P1.A2 (Embed the performance framework), due on 29 June 2018. ' +
        'Rated amber on 5 July 2018: P1.A3 (Write the communication strategy). ' +
        'Short of target on 5 July 2018: P2.O5 (Single assessments in time), 91% of 30 June 2018 against a target of 95%.',
    )
  })

  test.each([
    ['Everything is on track.', 'Rated amber'],
    ['The programme is on schedule.', 'Overdue on 5 July 2018: P1.A2'],
    ['There have been no delays.', 'Overdue'],
    ['There is no slippage.', 'moved twice, from 30 March 2018 to 29 June 2018'],
    ['No actions are overdue.', 'P1.A2'],
    [
      'All actions have been completed.',
      'Not finished on 5 July 2018: P1.A2 (Embed the performance framework); P1.A3',
    ],
    ['All of the actions in this plan are now complete.', 'P1.A2'],
    [
      'The MACH Team continues to be fully staffed with permanent workers.',
      'Vacant on 5 July 2018: Head of Assessment, since 1 May 2018. P6.O1 (Social work vacancies) is 8 of 30 June 2018.',
    ],
    [
      'The assessment and care planning teams have recruited to all vacancies and newest starters are in post.',
      'P6.O1',
    ],
    ['There are no vacancies.', 'P6.O1'],
    ['The Board is making good progress in developing an Early Help strategy.', 'P1.A2'],
    ['The Believe in Families transformation programme is progressing well.', 'Rated red'],
    ['All targets are met.', 'Short of target'],
    [
      'Single assessments in time has improved.',
      'Worse than the figure before: P2.O5 (Single assessments in time), 94% of 31 March 2018 and 91% of 30 June 2018.',
    ],
    ['P1.A3 is on track.', 'Rated amber on 5 July 2018: P1.A3'],
    ['All are on target except P1.A2.', 'P1.A3'],
    ['It is not only on track but ahead.', 'P1.A2'],
    ['There is no doubt that we are on track.', 'P1.A2'],
    ['The improvement plan remains on track.', 'P1.A2'],
    ['In May all actions were on target.', 'P1.A2'],
  ])('%s', (text, fact) => {
    const [finding, ...more] = found(text)
    expect(more).toEqual([])
    expect(finding?.fact).toContain(fact)
    expect(finding?.sentence).toBe(text)
  })

  test.each([
    'Not all actions are on track.',
    'We are not yet fully staffed.',
    'The actions aren’t on target.',
    'Few of them are on track.',
    'Nothing is on schedule.',
    'Most actions are on track.',
    'The group has extended its remit to ensure wider Children’s Service spending is on track, to support the reduction.',
    'Quality Assurance will therefore be fully staff by October and with one PLA in place.',
    'The aim is that all homes are on track.',
    'We plan to be fully staffed.',
    'We hope to be on target by March.',
    'If all actions are complete, the Board may close the plan.',
    'Are we on track?',
    'We are on track unless the settlement is cut.',
    'All actions will be completed by March 2019.',
    'All teams are working on actions to complete the audit.',
    'All actions are not complete.',
    'P1.A1 is on track.',
    'We are far from on track.',
    'Two of the actions are on track; one is not.',
    'It is vital that all actions are on track.',
    'Progress is good in some areas.',
    'Good progress has not been made.',
    'There has been little good progress.',
    'No Social Worker has left Stockton to do the same work in another Local Authority.',
    'Performance reporting has improved, as has social workers evidencing the work.',
    'The communication target was set on Monday.',
    'The team is fully aware of the risks.',
  ])('is no such claim: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  test.each([
    'Key actions are all on target.',
    'We are fully staffed.',
    'There are no delays.',
    'All actions are complete.',
    'We are making good progress.',
    'All targets are met.',
  ])('nothing is asked where the plan agrees: %s', (text) => {
    const well = reportFacts({
      actions: [green],
      measures: [
        { ...vacancies, figures: [reported('2018-06-30', 0)] },
        { ...inTime, figures: [reported('2018-06-30', 96)] },
      ],
      posts: [{ post: 'Director', holder: 'Ann Lee', since: null, before: [] }],
    })
    expect(found(text, well)).toEqual([])
  })

  test('what is excepted by name is not held against the rest', () => {
    const one = reportFacts({ actions: [late, green] })
    expect(found('All actions are on target, apart from P1.A2.', one)).toEqual([])
    expect(found('All actions are on target, apart from P1.A1.', one)).toHaveLength(1)
  })

  test('a sentence that names a priority speaks of its actions', () => {
    const other = reportFacts({
      actions: [late, green],
      priorities: [{ reference: 'P2', title: 'Front door', rating: 'green' }],
    })
    expect(found('P2 is on track.', other)).toEqual([])
    expect(found('Work is on track.', other)).toHaveLength(1)
  })

  test('all are meant where they are its subject, and not with whom', () => {
    const one = reportFacts({ actions: [amber] })
    expect(found('All actions are on track.', one)).toHaveLength(1)
    expect(found('The actions are on track.', one)).toEqual([])
    expect(found('The Board, made up of representatives from all agencies, is on track.', one)).toEqual([])
    expect(found('Work with all agencies is on track.', one)).toEqual([])
  })

  test('many are counted after the first three', () => {
    const actions = Array.from({ length: 12 }, (_, at) => ({ ...late, reference: `P1.A${at + 10}` }))
    expect(found('We are on track.', reportFacts({ actions }))[0]?.fact).toMatch(
      /P1\.A12 .*; and 9 others\.$/,
    )
  })
})
