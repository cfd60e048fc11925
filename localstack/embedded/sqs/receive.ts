/** Long polling: a receive waits for a message without asking again and again. */
import type { Messages, ReceiveOptions } from './messages.ts'
import type { Queue } from './resources.ts'
import type { StoredMessage } from './rows.ts'

export interface Receivers {
  /** Resolves with messages as soon as there are some, or with none when the wait is over. */
  receive(queue: Queue, options: ReceiveOptions, waitSeconds: number): Promise<StoredMessage[]>
  /** Lets all waiting receives return empty. */
  stop(): void
}

export function createReceivers(messages: Messages): Receivers {
  const waiting = new Set<() => void>()
  return {
    receive(queue, options, waitSeconds) {
      const first = messages.receive(queue, options)
      if (first.length > 0 || waitSeconds <= 0) return Promise.resolve(first)
      return new Promise((resolve) => {
        const finish = (received: StoredMessage[]) => {
          clearTimeout(timer)
          unsubscribe()
          waiting.delete(giveUp)
          resolve(received)
        }
        const giveUp = () => finish([])
        const timer = setTimeout(giveUp, waitSeconds * 1000)
        const unsubscribe = messages.onVisible(queue, () => {
          if (!waiting.has(giveUp)) return
          const received = messages.receive(queue, options)
          if (received.length > 0) finish(received)
        })
        waiting.add(giveUp)
      })
    },
    stop() {
      for (const giveUp of waiting) giveUp()
    },
  }
}
