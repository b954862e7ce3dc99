import { choice, day, nullable, text } from '#server/sheets/field.ts'
import { served } from '#server/ui/words/served.ts'
import { limits } from '#workflows/limits.ts'
import { peopleServed } from '#workflows/words.ts'

/** What has changed for those the plan is for, as an owner says it. */
export const whatChanged = text({
  label: 'What changed',
  ask: `What has changed for ${served}?`,
  because: `Say what changed for ${peopleServed}.`,
  limit: limits.update.whatChanged,
})

/** What an owner says of how an action goes. */
export const reportFields = {
  note: text({
    label: 'How it is going',
    because: 'Say in a sentence or two how it is going.',
    limit: limits.update.note,
  }),
  forecastOn: nullable(
    day({ label: 'Expected to be done on', what: 'the day on which you expect it to be done' }),
  ),
  ownRating: nullable(
    choice({
      label: 'Rated',
      meanings: { amber: 'Amber', red: 'Red' },
      because: 'Give amber or red: your own rating can only be worse than the rule.',
    }),
  ),
  whatChanged: nullable(whatChanged),
}
