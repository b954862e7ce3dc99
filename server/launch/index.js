'use strict'
// Plain JavaScript, and nothing newer than a Node of 2018 reads: this is the one part that runs on whatever Node
// a machine has. Everything else runs on the Node that it finds.

const path = require('path')
const { runInPlace } = require('./child.js')
const { findNode } = require('./node.js')
const { missingPackages, programOf } = require('./packages.js')
const { unfitPlace } = require('./place.js')

/**
 * `node server/launch <file or tool> [arguments]`: runs a file of Waymark (`server/main.ts demo`) or a tool of its
 * packages (`vitest run`) with a Node that can, and ends as that does. What cannot be had is told in one sentence,
 * with exit code 1.
 * @param {string[]} given
 */
function launch([name = '', ...rest]) {
  const root = path.join(__dirname, '..', '..')
  const obstacle = unfitPlace(root, name) || missingPackages(root, name)
  if (obstacle !== null) return refuse(obstacle)
  const program = programOf(root, name)
  if (program === null)
    return refuse(`There is no tool named '${name}' here: see the scripts in package.json.`)
  const found = findNode(root, process)
  if ('refusal' in found) return refuse(found.refusal)
  if (found.warning) process.stderr.write(`${found.warning}\n`)
  // Modules are compiled once and not at each start.
  const compiled = path.join(root, 'node_modules', '.cache', 'waymark')
  const env = { NODE_COMPILE_CACHE: compiled, ...found.env }
  runInPlace(found.node, [program, ...rest], env, { ours: name.startsWith('server/') })
}

/** @param {string} sentence */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

launch(process.argv.slice(2))
