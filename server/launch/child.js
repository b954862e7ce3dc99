'use strict'
const { spawn } = require('child_process')

/**
 * Runs a program in this one's place, in the same terminal and folder. Hands signals on to it, and ends as it ends,
 * by exit code or by signal.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {{ ours: boolean }} kind a program of ours takes a repeated signal for one, and ends when this process is
 * killed, which it learns by a channel that closes; a tool does neither
 */
function runInPlace(program, args, env, { ours }) {
  /** @type {NodeJS.Signals[]} */
  const early = []
  /** @param {NodeJS.Signals} signal */
  let hand = (signal) => void early.push(signal)
  // Before there is a child: a signal that comes in between would end this process alone.
  for (const signal of signals) process.on(signal, () => hand(signal))
  const child = spawn(program, args, {
    env,
    stdio: ours ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  })
  hand = (signal) => {
    // A terminal tells every program in it of Ctrl+C and of its closing, and a tool takes a second one for haste.
    if (ours || signal === 'SIGTERM' || !inTerminal()) child.kill(signal)
  }
  early.forEach(hand)
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
