import { connect } from 'node:net'

const PATIENCE_MS = 3000

/** Waits a moment for a shop that is just ending. @throws when something else keeps the port. */
export async function waitForPort(port: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (port !== 0 && (await isTaken(port))) {
    if (Date.now() > deadline)
      throw new Error(`Port ${port} is taken. Stop what runs there, or choose another: PORT=3001 npm start`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
