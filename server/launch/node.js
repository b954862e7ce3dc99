'use strict'
const { spawnSync } = require('child_process')
const fs = require('fs')
const path = require('path')
const { optionalFor } = require('./packages.js')

/** The oldest line of Node that Waymark is tried with. */
const OLDEST = 24

/**
 * @typedef {Pick<NodeJS.Process, 'execPath' | 'versions' | 'platform' | 'arch' | 'env'>} Own
 * @typedef {{ node: string, env: NodeJS.ProcessEnv, warning?: string }} Found
 */

/**
 * The Node to run Waymark with: the one that came with the packages, where it starts; else the machine's own, where
 * that is new enough.
 * @param {string} root the folder of Waymark
 * @param {Own} own the process that asks
 * @returns {Found | { refusal: string }} a Node that was seen to start in that environment, and what the person at
 * the command line should know; or a sentence that says what to install
 */
function findNode(root, own) {
  const brought = broughtNode(root, own)
  const first = brought === null ? null : start(brought, own.env)
  if (first !== null && 'node' in first) return first
  const isNew = Number(own.versions.node.split('.')[0]) >= OLDEST
  const second = isNew ? start(own.execPath, own.env) : null
  if (second !== null && 'node' in second) return second
  const fits = `install Node ${OLDEST} or newer (nodejs.org)`
  const whyNotOwn = second === null ? '' : ` and does not start either (${second.fault})`
  const has = `the one of this machine is ${own.versions.node}${whyNotOwn}`
  if (first !== null)
    return {
      refusal:
        `The Node that came with the packages does not start (${first.fault}), and ${has}: ` +
        `remove the folder node_modules and run npm install, in case it is damaged; else ${fits}, then run this again.`,
    }
  const [left] = nodesFor(root, own)
  const why = left ? `npm left out ${left}` : `Waymark brings no Node for ${own.platform}-${own.arch}`
  const include = left ? 'run npm install --include=optional, or ' : ''
  return { refusal: `${why}, and ${has}: ${include}${fits}, then run this again.` }
}

/**
 * @param {string} root
 * @param {Own} own
 */
function broughtNode(root, own) {
  const program = own.platform === 'win32' ? 'node.exe' : 'node'
  // Under node_modules of our own folder only: one of a folder above might be of any version.
  const paths = nodesFor(root, own).map((name) => path.join(root, 'node_modules', name, 'bin', program))
  return paths.find((each) => fs.existsSync(each)) || null
}

/**
 * The packages that bring a Node for a machine.
 * @param {string} root
 * @param {Own} own
 */
function nodesFor(root, own) {
  return optionalFor(root, own).filter((name) => name.startsWith('node-'))
}

/**
 * NODE_OPTIONS are written for the machine's own Node. Where the one that we bring does not take them it runs
 * without, rather than not at all.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Found | { fault: string }} with the environment in which it starts; else why it does not
 */
function start(node, env) {
  const fault = faultOf(node, env)
  if (fault === null) return { node, env }
  const { NODE_OPTIONS: options, ...bare } = env
  const bareFault = options ? faultOf(node, bare) : fault
  if (bareFault !== null) return { fault: bareFault }
  const warning = `NODE_OPTIONS=${options} is left out: Waymark's Node does not take it (${fault}).`
  return { node, env: bare, warning }
}

/**
 * Null when that Node starts and runs Waymark's TypeScript as it stands; else why not, in a few words.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
function faultOf(node, env) {
  const { error, status, signal, stdout, stderr } = spawnSync(node, ['-p', ASKED], {
    env,
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  })
  if (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    return faults[code || ''] || error.message
  }
  // A module that NODE_OPTIONS requires may print something before.
  const answer = /waymark:(\w*),(\w*)/.exec(stdout)
  if (status === 0 && answer !== null) {
    if (answer[1] !== 'strip') return 'it does not run TypeScript'
    return answer[2] === 'object' ? null : 'it has no WebAssembly'
  }
  const said = stderr.split('\n').filter((line) => /\S/.test(line))
  const telling = said.find((line) => /error|not allowed|not found|cannot/i.test(line)) || said[0]
  return telling ? telling.trim() : `it ended with ${signal || status}`
}

const ASKED = "'waymark:' + process.features.typescript + ',' + typeof WebAssembly"
const PATIENCE_MS = 60000

/** @type {Record<string, string>} */
const faults = {
  ENOENT: 'it is made for glibc, which this system does not have',
  EACCES: 'programs in that folder may not be run',
  ETIMEDOUT: 'it does not answer within a minute',
}

module.exports = { findNode }
