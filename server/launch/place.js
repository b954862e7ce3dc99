'use strict'

/**
 * Why Waymark cannot run from its folder, in a sentence; null when it can. The path must not hold what others stumble
 * over: Node's own imports over * and \, PostgreSQL's initdb over what a shell reads in quotes, Vite over # ? and %.
 * @param {string} root the folder of Waymark
 * @param {string} name the file or tool that is to run: only the tests need Vite
 */
function unfitPlace(root, name) {
  const path = process.platform === 'win32' ? root.replace(/\\/g, '/') : root
  const found = (name === 'vitest' ? /[*\\"$`#?%]/ : /[*\\"$`]/).exec(path)
  if (found === null) return null
  return `The path of this folder holds a ${found[0]}, with which Waymark does not run: move it to a folder without.`
}

module.exports = { unfitPlace }
