'use strict'
const { spawnSync } = require('child_process')
const fs = require('fs')
const path = require('path')

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
  const first = brought === null ? { fault: null } : start(brought, own.env)
  if ('node' in first) return first
  const isNew = Number(own.versions.node.split('.')[0]) >= OLDEST
  const second = isNew ? start(own.execPath, own.env) : null
  if (second !== null && 'node' in second) return second
  const why =
    first.fault === null
      ? `No Node for ${own.platform}-${own.arch} came with the packages`
      : `The Node that came with the packages does not start (${first.fault})`
  const whyNotOwn = second === null ? '' : ` and does not start either (${second.fault})`
  return {
    refusal:
      `${why}, and the one of this machine is ${own.versions.node}${whyNotOwn}: ` +
      `install Node ${OLDEST} or newer (nodejs.org), then run this again.`,
  }
}

/**
 * @param {string} root
 * @param {Own} own
 */
function broughtNode(root, { platform, arch }) {
  const kind = `${platform === 'win32' ? 'win' : platform}-${arch}`
  const program = platform === 'win32' ? 'node.exe' : 'node'
  // Under node_modules of our own folder only: one of a folder above might be of any version.
  const paths = [`node-${kind}`, `node-bin-${kind}`].map((name) =>
    path.join(root, 'node_modules', name, 'bin', program),
  )
  return paths.find((each) => fs.existsSync(each)) || null
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
 * Null when that Node starts and runs TypeScript as it stands; else why not, in a few words.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
function faultOf(node, env) {
  const asked = ['-p', 'process.features.typescript']
  const { error, status, signal, stdout, stderr } = spawnSync(node, asked, { env, encoding: 'utf8' })
  if (error) return faults[/** @type {NodeJS.ErrnoException} */ (error).code || ''] || error.message
  if (status === 0) return stdout.trim() === 'strip' ? null : 'it does not run TypeScript'
  const said = stderr.split('\n').filter((line) => /\S/.test(line))
  const telling = said.find((line) => /error|not allowed|not found|cannot/i.test(line)) || said[0]
  return telling ? telling.trim() : `it ended with ${signal || status}`
}

/** @type {Record<string, string>} */
const faults = {
  ENOENT: 'it is made for glibc, which this system does not have',
  EACCES: 'programs in that folder may not be run',
}

module.exports = { findNode }
