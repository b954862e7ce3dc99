/** What is asked where a cell has words in the place of a date; null where they are none of the usual ones. */
export function vagueDate(words: string): string | null {
  const plain = words
    .replaceAll(/[^a-z0-9 ]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return vague.find(([pattern]) => pattern.test(plain))?.[1] ?? null
}

/** Whether a cell says that there is no date. */
export const isNoDate = (words: string): boolean =>
  /^([-–—.*]+|n\s?\/?\s?a|none|nil|not applicable|no date)\.?$/.test(words)

const review = 'An action has one due date. By which day is it done, or looked at again?'

const vague: [RegExp, string][] = [
  [
    /^(on ?going|continuous|continual|continuing|business as usual|bau|rolling)\b/,
    `It is said to go on. ${review}`,
  ],
  [
    /^(daily|weekly|fortnightly|monthly|bi ?monthly|quarterly|six ?monthly|termly|yearly|annual(ly)?|half yearly|every)\b/,
    `It is said to be done again and again. ${review}`,
  ],
  [
    /^(asap|as soon as possible|immediate(ly)?|urgent(ly)?|now|with immediate effect|straight away)\b/,
    'How soon? Give the day by which it is done.',
  ],
  [
    /^(tbc|tba|tbd|to be (confirmed|agreed|determined|decided|advised|set)|not (yet )?(set|agreed|known)|unknown|awaiting|pending)\b/,
    'The date was still to be agreed. Give it, or leave it out: the plan cannot be submitted without it.',
  ],
  [
    /^(complete(d)?|done|closed|achieved|finished|met|delivered)\b/,
    'It is said to be done, and no date stands there. What was the due date?',
  ],
  [
    /^(overdue|late|delayed|slipped)\b/,
    'It is said to be late, and no date stands there. What is the due date?',
  ],
  [
    /^(short|medium|long)( to (medium|long))?( term)?$/,
    'A horizon stands in the place of a date. Give the day by which it is done.',
  ],
  [
    /^(with)?in (the )?(next )?\w+ (days?|weeks?|months?|years?)|^\d+ (days?|weeks?|months?|years?)$|^(next|end of|by next|by the next|after)\b/,
    'From which day is that counted? Give the day by which it is done.',
  ],
]
