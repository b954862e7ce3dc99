import { SMTPServer } from 'smtp-server'
import { serveBench } from './child.ts'

/** A mail server that takes everything and keeps nothing but when it came. */
let arrivals: number[] = []
const server = new SMTPServer({
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData: (stream, _session, done) => {
    stream.resume()
    stream.once('end', () => {
      arrivals.push(performance.timeOrigin + performance.now())
      done(null)
    })
  },
})
// Clients that end are no fault of it.
server.on('error', () => {})
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
const address = server.server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
const take = () => {
  const taken = arrivals
  arrivals = []
  return taken
}
serveBench(
  { url: `smtp://127.0.0.1:${port}` },
  { take },
  () => new Promise<void>((resolve) => void server.close(resolve)),
)
