import { line } from '#server/sheets/field.ts'
import { day } from '#server/sheets/field.ts'
import { dayOrNone, freeText, type NounFields, tick, tie } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'

const { report } = limits

/** What describes a report, in the order of its form. */
export const reportFields = {
  title: line({
    label: 'Title',
    hint: 'As it stands on its cover',
    because: 'Give the report a title.',
    limit: report.title,
  }),
  body: line({
    label: 'For',
    ask: 'Whom is it for?',
    hint: 'Such as Improvement board, Cabinet or Council',
    because: 'Say whom it is for.',
    limit: report.body,
  }),
  forOn: day({
    label: 'Day of the report',
    ask: 'On which day do they read it?',
    hint: 'For example, 14 12 2026',
    what: 'the day of the report',
  }),
  cutOffOn: day({
    label: 'Cut-off',
    ask: 'Up to which day does it tell figures and changes?',
    hint: 'Not after the day of the report',
    what: 'the cut-off',
  }),
  approverId: tie({
    label: 'Approved by',
    none: 'Not chosen yet',
    means: 'Who approves it before it is issued.',
  }),
  approverPost: freeText({
    label: 'Approved as',
    hint: 'Their post, such as Chair of the board',
    classes: 'govuk-input--width-20',
    limit: report.approverPost,
  }),
  portfolio: freeText({
    label: 'Portfolio',
    hint: 'Whose portfolio it belongs to, where it goes to cabinet or council',
    classes: 'govuk-input--width-20',
    limit: report.portfolio,
  }),
  contact: freeText({
    label: 'Contact officer',
    hint: 'Name, telephone and email address at work',
    classes: 'govuk-input--width-20',
    limit: report.contact,
  }),
  meetingId: tie({ label: 'Meeting', none: 'No meeting of the board' }),
  isPublic: tick({
    label: 'Public',
    says: 'It is open to the public',
    hint: 'An edition without its exempt parts is made beside the whole one',
  }),
} satisfies NounFields

/** When a section is due, where it is asked of somebody. */
export const dueField = dayOrNone({
  label: 'Due',
  hint: 'For example, 7 12 2026',
  what: 'the day by which it is due',
})
