import type { Email } from './email.ts'

/** An email with its one receiver and the id that all its copies share. */
export type Message = Email & { messageId: string; to: { name: string; address: string } }

/** How the mail server took a message. `unknown`: it may or may not have it. */
export type SendResult = { kind: 'accepted' | 'temporary' | 'permanent' | 'unknown'; reply: string }

/** A way for messages to leave. */
export type Transport = {
  /** How many messages it takes at the same time. */
  concurrency: number
  /**
   * Sends one message. Never rejects.
   * @param onHandOff awaited when the server is ready for the body and before its first byte leaves; where it
   * rejects, nothing is sent
   */
  send: (message: Message, hooks: { onHandOff: () => Promise<void> }) => Promise<SendResult>
  /** Lets go of idle connections; those that are sending finish first. */
  close: () => void
}

/** The Message-ID of a delivery: the same for every copy, so that receivers can tell copies. */
export function messageIdOf(deliveryId: string, publicUrl: string): string {
  return `<${deliveryId}@${new URL(publicUrl).hostname}>`
}
