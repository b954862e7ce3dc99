import { expect, test } from 'vitest'
import { excerptOf } from '#workflows/search/excerpt.ts'
import { questionOf } from '#workflows/search/question.ts'
import { compareNames } from '#workflows/search/reading-order.ts'
import { useDatabase } from '../support/database.ts'
import { sortedNames, wronglyAnswered } from '../support/search-answers.ts'
import { namesInOrder, searchQuestions } from '../support/search-questions.ts'

const database = useDatabase()

test('more than sixty questions over texts as people write them are answered as the table says', async () => {
  expect(searchQuestions.length).toBeGreaterThan(60)
  expect(await wronglyAnswered(database().db)).toEqual([])
})

test('what a question finds is marked in the text, and nothing is where it finds nothing', () => {
  const wrong = searchQuestions.filter(([text, question, found]) => {
    const pieces = excerptOf(text, questionOf(question))
    const isMarked = pieces.some((piece) => piece.found)
    const isWhole = pieces.map((piece) => piece.text).join('') === text
    return !isWhole || (found && isMarked !== questionOf(question).some(({ all }) => all.length > 0))
  })
  expect(wrong).toEqual([])
})

test('names stand in the order in which people read them, by the database and by the rule in TypeScript', async () => {
  expect(namesInOrder.toReversed().toSorted(compareNames)).toEqual(namesInOrder)
  expect(await sortedNames(database().db)).toEqual(namesInOrder)
})
