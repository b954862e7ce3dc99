import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What leads to another page, or waits for one, by a way that does not see to it that the new page is whole. */
const unsafe: [way: RegExp, instead: string][] = [
  [/\.(click|dblclick|tap)\(/, 'press, unfold or pressInPlace'],
  [/\.press\((?!'(Tab|Escape|Arrow\w+)'\))/, 'pressKey or tickByKey'],
  [/\b(requestSubmit|submit)\(\)/, 'press, or send of form-filling'],
  [/\.(goBack|goForward)\(/, 'leave'],
  [/\.waitFor(Navigation|URL|LoadState|Response|Request)\(/, 'the answer that press gives'],
  [/\.waitForTimeout\(/, 'what is waited for'],
]

/** Helpers, which see to it themselves, and this file, which names what it forbids. */
const exceptions = /^(support\/|waits\.test\.ts$)/

/** Whoever has a page of a browser. */
const browsing = /playwright|#test\/support\/(pages|browser|press|form-filling)\.ts/

const faultsOf = (text: string) =>
  text
    .split('\n')
    .flatMap((line, at) =>
      unsafe.flatMap(([way, instead]) => (way.test(line) ? [`${at + 1}: ${line.trim()} (${instead})`] : [])),
    )

test('no test reads a page that may still be the old one: what leads on waits until the new page is whole', async () => {
  const files = (await readdir(import.meta.dirname, { recursive: true })).filter((file) =>
    file.endsWith('.ts'),
  )
  const found: string[] = []
  for (const file of files.filter((each) => !exceptions.test(each))) {
    const text = await readFile(join(import.meta.dirname, file), 'utf8')
    if (browsing.test(text)) found.push(...faultsOf(text).map((fault) => `${file}:${fault}`))
  }
  expect(found).toEqual([])
})

test.each([
  `await page.click('text=Save')`,
  `await page.locator('a').first().click()`,
  `await page.keyboard.press('Enter')`,
  `await page.keyboard.press('Space')`,
  `await page.waitForTimeout(200)`,
])('that would find: %s', (line) => {
  expect(faultsOf(line)).toHaveLength(1)
})
