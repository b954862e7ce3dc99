import { childrenNamed } from './children/children-named.ts'
import { fewPeople } from './children/few-people.ts'
import { casesNumbered } from './children/numbers-of-persons.ts'
import type { Telling } from './children/telling.ts'
import type { Context } from './context.ts'
import { type Found, placeIn } from './finding.ts'
import { type Passage, sentenceAt } from './reading/passages.ts'

/**
 * What may tell who a child or another person is: a count of one to five, a name beside 'child', 'boy' or 'girl', an
 * NHS number, the number of a case. The sentence is marked as sensitive, and the fact does not repeat what was found.
 */
export function smallNumber(context: Context): Found[] {
  const { text, facts } = context
  const inText = text.passages.flatMap((passage) =>
    [...casesNumbered(passage), ...childrenNamed(passage, facts)].map((telling) => foundOf(passage, telling)),
  )
  return [...inText, ...fewPeople(context).map(({ passage, ...telling }) => foundOf(passage, telling))]
}

const facts: Readonly<Record<Telling['kind'], string>> = {
  few: 'A count of one to five people: a child, or somebody else, may be recognised in it.',
  named: 'A word that reads like a name stands beside a child: the child may be recognised.',
  nhsNumber: 'Ten digits that are a valid NHS number: they tell who somebody is.',
  caseNumber: 'A number of a case or a person: it tells who somebody is.',
}

const asks: Readonly<Record<Telling['kind'], string>> = {
  few: 'Give a wider count or say it without a number, or keep it and say who decided that it may be published.',
  named: 'Take the name out, or keep the word and say why it tells nobody who the child is.',
  nhsNumber: 'Take the number out, or keep it and say what it is.',
  caseNumber: 'Take the number out, or keep it and say why it tells nobody who it is about.',
}

function foundOf(passage: Passage, { kind, from, to }: Telling): Found {
  return {
    code: 'smallNumber',
    sentence: sentenceAt(passage, from),
    at: placeIn(passage, from, to),
    fact: facts[kind],
    ask: asks[kind],
    subject: `${kind} ${passage.text.slice(from, to)}`,
    sensitive: true,
  }
}
