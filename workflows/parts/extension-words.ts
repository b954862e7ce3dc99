import type { ExtensionReason } from '#workflows/action/action-facts.ts'

/** Why more time is asked for, as labels: pages and emails say the same. */
export const extensionWords: Record<ExtensionReason, string> = {
  capacity: 'Not enough people or time',
  dependency: 'Another action has to come first',
  scope: 'There is more to do than was known',
  partner: 'A partner is not ready',
  procurement: 'Buying or contracting takes longer',
  evidence: 'It is done, but the evidence is not there yet',
  other: 'Something else',
}
