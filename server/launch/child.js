'use strict'
const { spawn } = require('child_process')

/**
 * Runs a program in this one's place, in the same terminal and folder. Hands signals on to it, and ends as it ends,
 * by exit code or by signal.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runInPlace(program, args, env) {
  const child = spawn(program, args, { env, stdio: 'inherit' })
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal tells every program in it of Ctrl+C and of its closing: the child knows already.
      if (signal === 'SIGTERM' || !inTerminal()) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`${program} could not be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal === null) return process.exit(code === null ? 1 : code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGHUP', 'SIGTERM']

function inTerminal() {
  return [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
}

module.exports = { runInPlace }
