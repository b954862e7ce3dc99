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
  const { dependencies, devDependencies, optionalDependencies = {} } = manifestOf(root)
  const isOurs = name.startsWith('server/')
  const needed = isOurs ? dependencies : { ...dependencies, ...devDependencies }
  const optional = optionalFor(root, process)
  const isAbsent = (/** @type {string} */ each) => installedVersion(root, each) === null
  const absent = Object.keys(needed).filter(isAbsent)
  if (absent.length > 0 && absent.length === Object.keys(needed).length)
    return 'The packages are not installed yet: run npm install, then this again.'
  for (const each of [...Object.keys(needed), ...optional]) {
    const have = installedVersion(root, each)
    const wanted = needed[each] || optionalDependencies[each]
    if (have !== null && have !== wanted)
      return `The package ${each} is installed in version ${have}, and ${wanted} is needed: run npm install, then this again.`
  }
  const [first] = absent
  if (first !== undefined)
    return absent.every((each) => each in devDependencies)
      ? `npm left out the packages for development, such as ${first}: run npm install --include=dev, then this again.`
      : `The package ${first} is not installed: run npm install, then this again.`
  // Tools have optional packages of their own, which npm leaves out together with ours.
  const left = isOurs ? undefined : optional.find(isAbsent)
  return left === undefined
    ? null
    : `npm left out the optional packages, such as ${left}: run npm install --include=optional, then this again.`
}

/**
 * The optional packages that are made for a machine.
 * @param {string} root the folder of Waymark
 * @param {Pick<NodeJS.Process, 'platform' | 'arch'>} machine
 */
function optionalFor(root, { platform, arch }) {
  const systems = platform === 'win32' ? ['win', 'windows'] : [platform]
  const kinds = systems.map((system) => `${system}-${arch}`)
  return Object.keys(manifestOf(root).optionalDependencies || {}).filter((name) =>
    kinds.some((kind) => new RegExp(`[-/]${kind}$`).test(name)),
  )
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
 * @returns {{ version: string, dependencies: Names, devDependencies: Names, optionalDependencies?: Names, bin?: Names }}
 */
function manifestOf(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
}

module.exports = { missingPackages, optionalFor, programOf }
