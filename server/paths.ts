import { address, answerPage, mailedPages, signInPage } from '#emails/frame/addresses.ts'

/** Pages for people who are signed in. A person who has to sign in first comes back to any of them. */
export const signedInPages = {
  ...mailedPages,
  account: address('/account'),
  deputy: address('/account/deputy'),
  deputyEnd: address('/account/deputy/end'),
  ownEmails: address('/account/emails'),
  ownEmail: address('/account/emails/:kind'),
  passkey: address('/account/passkeys/:id'),
  calendar: address('/account/calendar'),
  typed: address('/typed/:id'),
  outbox: address('/outbox'),
  outboxEmail: address('/outbox/:id'),

  planNew: address('/plans/new'),
  planFrom: address('/plans/from'),
  planEdit: address('/plans/:id/edit'),
  planDecide: address('/plans/:id/decide'),
  planTimeline: address('/plans/:id/timeline'),
  planChanges: address('/plans/:id/changes'),
  planSearch: address('/plans/:id/search'),
  planSettings: address('/plans/:id/settings'),
  planTakeOut: address('/plans/:id/take-out'),
  planMail: address('/plans/:id/mail'),
  mailPreview: address('/plans/:id/mail/preview'),
  mailPreviewEmail: address('/plans/:id/mail/preview/:kind/:person'),

  recommendations: address('/plans/:id/recommendations'),
  recommendationNew: address('/plans/:id/recommendations/new'),
  recommendationEdit: address('/plans/:id/recommendations/:ref/edit'),

  priorityNew: address('/plans/:id/priorities/new'),
  priorityEdit: address('/plans/:id/priorities/:ref/edit'),
  priorityDecide: address('/plans/:id/priorities/:ref/decide'),
  priorityOutcome: address('/plans/:id/priorities/:ref/outcome'),

  actionNew: address('/plans/:id/priorities/:ref/actions/new'),
  actionEdit: address('/actions/:id/edit'),
  actionExtension: address('/actions/:id/extension'),
  actionSubmit: address('/actions/:id/submit'),
  actionFile: address('/actions/:id/file'),
  fileTakeOut: address('/files/:id/take-out'),
  milestoneNew: address('/actions/:id/milestones/new'),
  milestoneEdit: address('/actions/:id/milestones/:partId/edit'),
  blockerNew: address('/actions/:id/blockers/new'),
  blocker: address('/actions/:id/blockers/:partId'),

  people: address('/plans/:id/people'),
  personNew: address('/plans/:id/people/new'),
  person: address('/plans/:id/people/:personId'),
  personEdit: address('/plans/:id/people/:personId/edit'),
  personRole: address('/plans/:id/people/:personId/role'),
  handover: address('/plans/:id/people/:personId/handover'),
  handoverDone: address('/plans/:id/people/:personId/handover/:version'),
  leaving: address('/plans/:id/people/:personId/leaving'),

  meetings: address('/plans/:id/meetings'),
  meetingNew: address('/plans/:id/meetings/new'),
  meetingSeries: address('/plans/:id/meetings/series'),
  meetingPackRead: address('/meetings/:id/pack/read'),
  meetingEdit: address('/meetings/:id/edit'),
  meetingDecide: address('/meetings/:id/decide'),
  decisionNew: address('/meetings/:id/decisions/new'),
  meetingAgenda: address('/meetings/:id/agenda'),
  agendaItemNew: address('/meetings/:id/agenda/new'),
  agendaItemEdit: address('/meetings/:id/agenda/:partId/edit'),
  agendaItemMinutes: address('/meetings/:id/agenda/:partId/minutes'),
  meetingAttendance: address('/meetings/:id/attendance'),

  decisions: address('/plans/:id/decisions'),
  decisionRecord: address('/plans/:id/decisions/new'),
  decision: address('/decisions/:id'),
  decisionEdit: address('/decisions/:id/edit'),
  decisionDecide: address('/decisions/:id/decide'),
  decisionAction: address('/decisions/:id/action'),

  inspections: address('/plans/:id/inspections'),
  inspectionNew: address('/plans/:id/inspections/new'),
  inspection: address('/inspections/:id'),
  inspectionEdit: address('/inspections/:id/edit'),
  inspectionDecide: address('/inspections/:id/decide'),

  importNew: address('/imports/new'),
  import: address('/imports/:id'),
  importColumns: address('/imports/:id/columns'),
  importQuestions: address('/imports/:id/questions'),
  importRows: address('/imports/:id/rows'),
  importRow: address('/imports/:id/rows/:row'),
  importNow: address('/imports/:id/import'),
  importDiscard: address('/imports/:id/discard'),

  wordTemplate: address('/plans/:id/word-template'),
  wordTemplateRemove: address('/plans/:id/word-template/remove'),
  reportTemplates: address('/plans/:id/report-templates'),
  reportTemplateNew: address('/plans/:id/report-templates/new'),
  reportTemplate: address('/report-templates/:id'),
  reportTemplateEdit: address('/report-templates/:id/edit'),
  reportTemplateDecide: address('/report-templates/:id/decide'),
  reportTemplateSections: address('/report-templates/:id/sections'),
  reportTemplateSectionNew: address('/report-templates/:id/sections/new'),
  reportTemplateSectionEdit: address('/report-templates/:id/sections/:sectionId/edit'),
  reportNew: address('/plans/:id/reports/new'),
  reportEdit: address('/reports/:id/edit'),
  reportDecide: address('/reports/:id/decide'),
  reportAuthors: address('/reports/:id/authors'),
  reportDraft: address('/reports/:id/draft'),
  editionWordMaking: address('/reports/:id/editions/:number/word/making'),
  editionPdfMaking: address('/reports/:id/editions/:number/pdf/making'),
  sectionEdit: address('/sections/:id/edit'),
  sectionDecide: address('/sections/:id/decide'),
  sectionKeep: address('/sections/:id/findings/:finding'),

  measures: address('/plans/:id/measures'),
  measureNew: address('/plans/:id/measures/new'),
  measureEdit: address('/measures/:id/edit'),
  measureComparators: address('/measures/:id/comparators'),
  measureSteps: address('/measures/:id/steps'),
  figureNew: address('/measures/:id/figure'),
}

/** Pages that open for anybody, signed in or not; one may come back to them too. */
export const openPages = {
  helpRating: address('/help/rating'),
  helpWorkflows: address('/help/workflows'),
  helpAccessibility: address('/help/accessibility'),
  helpPersonalData: address('/help/personal-data'),
}

/** Pages on which people sign in: no person comes back to them. */
export const signInPages = {
  signIn: signInPage,
  signInCode: address('/sign-in/code'),
  signInPasskey: address('/sign-in/passkey'),
}

/** A page that opens to the person who has the email with its address, signed in or not. */
export const linkPages = { answer: answerPage }

/** What opens to the program that has its secret address. It is no page, and nobody comes back to it. */
export const secretAddresses = { calendarFeed: address('/calendar/:secret/waymark.ics') }

/** What everybody may read, and is no page. */
export const openFiles = { planSchema: address('/help/plan.schema.json') }

/** What everybody may read of a report that is marked public: no list names these without signing in. */
export const publicPages = {
  publicEdition: address('/public/reports/:id/editions/:number'),
  publicEditionWord: address('/public/reports/:id/editions/:number/word'),
  publicEditionPdf: address('/public/reports/:id/editions/:number/pdf'),
  publicEditionData: address('/public/reports/:id/editions/:number/data'),
  publicEditionWordMaking: address('/public/reports/:id/editions/:number/word/making'),
  publicEditionPdfMaking: address('/public/reports/:id/editions/:number/pdf/making'),
}

/** The way through the organisation's single sign-on: redirects, and no pages. */
const singleSignOnSteps = {
  singleSignOn: address('/sign-in/single-sign-on'),
  /** Has to be registered with the issuer. */
  singleSignOnReturn: address('/sign-in/single-sign-on/return'),
}

/** Files of evidence. They are no pages, but their links are handed round, so one comes back to them. */
export const evidenceFiles = { file: address('/files/:id') }

/** What a page shows in a frame or hands out: a person who has to sign in comes back to the page. */
export const partsOfPages = {
  planExport: address('/plans/:id/export'),
  planWhole: address('/plans/:id/export/json'),
  planCsv: address('/plans/:id/csv'),
  planXlsx: address('/plans/:id/xlsx'),
  measuresCsv: address('/plans/:id/measures/csv'),
  measuresXlsx: address('/plans/:id/measures/xlsx'),
  meetingsCsv: address('/plans/:id/meetings/csv'),
  meetingsXlsx: address('/plans/:id/meetings/xlsx'),
  peopleCsv: address('/plans/:id/people/csv'),
  peopleXlsx: address('/plans/:id/people/xlsx'),
  mailCsv: address('/plans/:id/mail/csv'),
  mailXlsx: address('/plans/:id/mail/xlsx'),
  meetingPack: address('/meetings/:id/pack'),
  meetingsCalendar: address('/plans/:id/meetings/calendar'),
  meetingCalendar: address('/meetings/:id/calendar'),
  editionWord: address('/reports/:id/editions/:number/word'),
  editionPdf: address('/reports/:id/editions/:number/pdf'),
  editionData: address('/reports/:id/editions/:number/data'),
  decisionsCsv: address('/plans/:id/decisions/csv'),
  decisionsXlsx: address('/plans/:id/decisions/xlsx'),
  inspectionsCsv: address('/plans/:id/inspections/csv'),
  inspectionsXlsx: address('/plans/:id/inspections/xlsx'),
  mailPreviewHtml: address('/plans/:id/mail/preview/:kind/:person/html'),
  ownEmailHtml: address('/account/emails/:kind/html'),
  outboxHtml: address('/outbox/:id/html'),
  outboxExampleHtml: address('/outbox/example/:kind/html'),
}

/** The address of a list as a spreadsheet, which lies beside that of its CSV. */
export const xlsxBeside = (csv: string): string => csv.replace(/\/csv(?=\?|$)/, '/xlsx')

/** Where forms and scripts send to and no page is. Each lies below the page that its form stands on. */
export const sentTo = {
  signOut: address('/sign-out'),
  signInDemonstration: address('/sign-in/demonstration'),
  signInPasskeyOptions: address('/sign-in/passkey/options'),
  sessionsEnd: address('/account/sessions/end'),
  tokens: address('/account/tokens'),
  tokensRevoke: address('/account/tokens/revoke'),
  passkeys: address('/account/passkeys'),
  passkeysOptions: address('/account/passkeys/options'),
  passkeyRename: address('/account/passkeys/:id/rename'),
  passkeyRemove: address('/account/passkeys/:id/remove'),
  calendarMake: address('/account/calendar/address'),
  calendarRevoke: address('/account/calendar/revoke'),
  ownEmailsSend: address('/account/emails/send'),
  agendaMake: address('/meetings/:id/agenda/make'),
  reportAccept: address('/reports/:id/accept'),
  boardSignOff: address('/plans/:id/board/sign-off'),
  boardExtension: address('/plans/:id/board/extension'),
  personBack: address('/plans/:id/people/:personId/back'),
  personInvite: address('/plans/:id/people/:personId/invite'),
}

/** Every address of ours but those of the API: routes, links and redirects have theirs from here. */
export const paths = {
  ...signedInPages,
  ...openPages,
  ...signInPages,
  ...linkPages,
  ...secretAddresses,
  ...openFiles,
  ...publicPages,
  ...singleSignOnSteps,
  ...evidenceFiles,
  ...partsOfPages,
  ...sentTo,
}

/** The addresses that signing in may lead to. */
export const returnPages = Object.values({ ...signedInPages, ...openPages, ...evidenceFiles }).map(
  ({ pattern }) => pattern,
)
