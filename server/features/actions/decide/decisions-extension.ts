import { z } from 'zod'
import { textSchema } from '#server/http/schemas.ts'
import { asFault } from '#server/ui/forms/fields.ts'
import { day } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import { extensionRequirements } from '#workflows/parts/extension-requirements.ts'
import type { Look } from '../page/look.ts'
import { type DecisionForm, reasonAsked } from './decision-form.ts'
import { reading } from './options.ts'

/** What becomes of a request for more time. */
export const extensionForms: Record<string, DecisionForm> = {
  grant: ({ read, may }) => ({
    label: 'Grant it',
    press: 'Grant more time',
    hint: 'The due date moves. The first date and the number of moves stay printed beside it.',
    fields: ({ text, line }) =>
      html`${
        read.facts.regulatorDate &&
        line('regulatorAgreement', {
          label: 'Who agreed for the regulator, and when?',
          hint: 'The regulator fixed this date.',
        })
      }${text('reason', { label: 'A word to the owner (optional)', rows: 3 })}`,
    labels: { reason: 'A word to the owner', regulatorAgreement: "The regulator's agreement" },
    read: reading(
      z.object({
        reason: textSchema('').optional(),
        regulatorAgreement: agreement(
          read.facts.regulatorDate,
          may.rule(extensionRequirements, 'grant', 'regulatorAgreement').because(''),
        ),
      }),
      [],
      ({ reason: why, regulatorAgreement }) => ({
        subject: 'extension',
        event: {
          type: 'grant',
          extensionId: openRequest(read.facts.extensions),
          ...(why !== undefined && { reason: why }),
          ...(regulatorAgreement !== undefined && { regulatorAgreement }),
        },
      }),
    ),
    done: ({ facts }) =>
      `You granted more time for ${facts.ref}. It is due on ${facts.dueOn === null ? 'no day' : day(facts.dueOn)} now.`,
  }),
  refuse: ({ read }) => ({
    label: 'Refuse it',
    press: 'Refuse more time',
    hint: 'The due date stands.',
    fields: ({ text }) => text('reason', { label: 'Why is it refused?', rows: 4 }),
    labels: { reason: 'Reason' },
    read: reading(reasonAsked('Say why it is refused'), [], (data) => ({
      subject: 'extension',
      event: { type: 'refuse', extensionId: openRequest(read.facts.extensions), ...data },
    })),
    done: ({ facts }) => `You refused more time for ${facts.ref}. The due date stands.`,
  }),
}

// A date that the regulator fixed moves only with a record of their agreement; for others the field is not there.
function agreement(needed: boolean, because: string) {
  const given = textSchema(asFault(because), 500)
  return needed ? given : given.optional()
}

function openRequest(extensions: Look['read']['facts']['extensions']): string {
  return extensions.find(({ state }) => state === 'requested')?.id ?? ''
}
