'use strict'
const fs = require('fs')
const path = require('path')

/**
 * Why the packages that a file or a tool needs are not there as package.json asks, in a sentence that says what to
 * run; null when all are. What lies under `server/` needs the dependencies alone.
 * @param {string} root the folder of Waymark
 * @param {string} name a file, or the name of a tool
 */
function missingPackages(root, name) {
  const { dependencies, devDependencies } = manifestOf(root)
  const needed = name.startsWith('server/') ? dependencies : { ...dependencies, ...devDependencies }
  const wrong = Object.keys(needed).filter((each) => installedVersion(root, each) !== needed[each])
  const [first] = wrong
  if (first === undefined) return null
  if (wrong.length === Object.keys(needed).length)
    return 'The packages are not installed yet: run npm install, then this again.'
  const have = installedVersion(root, first)
  if (have !== null)
    return `The package ${first} is installed in version ${have}, and ${needed[first]} is needed: run npm install, then this again.`
  const forDevelopment = wrong.every(
    (each) => each in devDependencies && installedVersion(root, each) === null,
  )
  return forDevelopment
    ? `npm left out the packages for development, such as ${first}: run npm install --include=dev, then this again.`
    : `The package ${first} is not installed: run npm install, then this again.`
}

/**
 * The path of the program that is meant by a file of ours or by the name of a tool; null when there is no such tool.
 * @param {string} root
 * @param {string} name
 */
function programOf(root, name) {
  if (name.endsWith('.ts')) return path.join(root, name)
  for (const each of Object.keys(manifestOf(root).devDependencies)) {
    const folder = path.join(root, 'node_modules', each)
    const { bin } = manifestOf(folder)
    if (bin && bin[name]) return path.join(folder, bin[name])
  }
  return null
}

/**
 * @param {string} root
 * @param {string} name
 */
function installedVersion(root, name) {
  try {
    return manifestOf(path.join(root, 'node_modules', name)).version
  } catch {
    return null
  }
}

/**
 * @typedef {Record<string, string>} Names
 * @param {string} folder
 * @returns {{ version: string, dependencies: Names, devDependencies: Names, bin?: Names }}
 */
function manifestOf(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
}

module.exports = { missingPackages, programOf }
