import type { DeliveryKind, DeliveryState, DigestPart } from '#db/schema/index.ts'
import { partTitles } from '#emails/digests/part.ts'

/** The states of an email, as labels. */
export const deliveryStateWords: Record<DeliveryState, string> = {
  queued: 'Waiting',
  sending: 'Being sent',
  handedOff: 'Handed over',
  sent: 'Sent',
  failed: 'Failed',
  nothingDue: 'Nothing due',
  superseded: 'Not needed any more',
}

/** The kinds of email, as labels. */
export const kindWords: Record<DeliveryKind, string> = {
  weeklyDigest: 'Weekly email',
  ownerDigest: 'Weekly digest for an owner',
  supplierDigest: 'Weekly digest for a supplier of figures',
  reportDigest: 'Weekly digest for those whom reports wait for',
  deputyDigest: 'Weekly digest for a deputy',
  leadDigest: 'Weekly digest for a lead',
  chairDigest: 'Weekly digest for a chair or vice-chair',
  administratorDigest: 'Weekly digest for an administrator',
  signInCode: 'A code to sign in',
  invitation: 'An invitation',
  assigned: 'Work was assigned',
  submitted: 'An action waits to be endorsed',
  returned: 'An action came back',
  endorsed: 'An action was endorsed',
  signedOff: 'An action was signed off',
  extensionRequested: 'More time is asked for',
  extensionGranted: 'More time was granted',
  extensionRefused: 'More time was refused',
  packIssued: 'A pack was issued',
  sectionAsked: 'A section is asked for',
  reportSubmitted: 'A report waits for approval',
  reportReturned: 'A report came back',
  reportApproved: 'A report was approved',
  reportIssued: 'A report was issued',
  addressChanged: 'An address was changed',
  roleChanged: 'A role was changed',
  deputyEnded: 'A deputy left',
}

const receivers: Record<DigestPart, string> = {
  ownerDigest: 'owner',
  supplierDigest: 'supplier of figures',
  reportDigest: 'author or approver of reports',
  deputyDigest: 'deputy',
  leadDigest: 'lead',
  chairDigest: 'chair or vice-chair',
  administratorDigest: 'administrator',
}

/** What an email is: 'Weekly email, as owner and lead'. */
export function mailWords({ kind, parts }: { kind: DeliveryKind; parts: readonly DigestPart[] }): string {
  if (kind !== 'weeklyDigest' || parts.length === 0) return kindWords[kind]
  return `${kindWords[kind]}, as ${listed(parts.map((part) => receivers[part]))}`
}

/** What the parts of a digest are about, to its receiver: 'What you own and what you lead'. */
export function partsInWords(parts: readonly DigestPart[]): string {
  const words = listed(parts.map((part) => partTitles[part].replace(/^./, (letter) => letter.toLowerCase())))
  return words.replace(/^./, (letter) => letter.toUpperCase())
}

const listed = (words: readonly string[]): string => new Intl.ListFormat('en-GB').format(words)

/** When each kind of email goes, and to whom. */
export const whenItGoes: Record<DeliveryKind, string> = {
  weeklyDigest:
    'Once a week, one email to each person with something to see to: as an owner, a supplier of figures, an author or approver of reports, a deputy, a lead, a chair, a vice-chair or an administrator.',
  ownerDigest:
    'Once a week, to each owner with something overdue, due soon, returned or without an update for some time.',
  supplierDigest: 'Once a week, to the supplier of each measure of which a figure is due or late.',
  reportDigest:
    'Once a week, to authors whose sections are due or late, approvers of submitted reports, and administrators for whom a report waits.',
  deputyDigest: 'Once a week, to the person an owner has named as their deputy, between the two dates.',
  leadDigest: 'Once a week, to the lead of each priority in which something waits for them or runs late.',
  chairDigest: 'Once a week, to the chair and vice-chair of each board.',
  administratorDigest:
    'Once a week, to administrators of a plan in which an address failed, an owner left, an action lacks an owner or a date, or a draft or a pack waits for others.',
  signInCode: 'At once, to a person who signs in with a code.',
  invitation: 'At once, to a person who is added for the first time.',
  assigned:
    'At once, to the new owner of an action. What the approval of a plan makes theirs is told in one email, and so is work that is handed over together, to lead and to contribute to as well.',
  submitted: 'At once, to the lead, or to the chair where no lead endorses, when an owner submits an action.',
  returned: 'At once, to the owner, with the reason.',
  endorsed: 'At once, to the owner and the chair, when a lead endorses.',
  signedOff: 'At once, to the owner, when the chair signs off.',
  extensionRequested: 'At once, to the person who decides on more time.',
  extensionGranted: 'At once, to the person who asked for more time.',
  extensionRefused: 'At once, to the person who asked for more time, with the reason.',
  packIssued: 'At once, to everybody on the board, when the chair issues the pack of a meeting.',
  sectionAsked:
    'At once, to each author when a report is commissioned, and to the author to whom a section is given or sent back.',
  reportSubmitted: 'At once, to the approver, when a report is submitted.',
  reportReturned: 'At once, to the administrators, when the approver returns a report, with the reason.',
  reportApproved: 'At once, to the administrators, when the approver approves a report.',
  reportIssued:
    'At once, to everybody on the board, the authors and the approver, when an edition of a report is issued.',
  addressChanged: 'At once, to the new and to the old address of a person whose address is changed.',
  roleChanged:
    'At once, to a person whose role in a plan is given, changed or ended, or who may start plans from now on.',
  deputyEnded: 'At once, to both sides, when a deputy leaves or a person who has one.',
}
