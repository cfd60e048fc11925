/** A process to be killed: runs an order of four steps on a database file and writes down each invocation. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { openStore } from '../../../localstack/embedded/store.ts'
import { type FakeFunction, fakeCloud, ORDER_MACHINE, until } from './fake-cloud.ts'

/** @param hangsAt the step that never returns, or `answer` to leave the token unanswered, or `nowhere`. */
const [folder, hangsAt] = process.argv.slice(2) as [string, string]
const tokenFile = `${folder}/token`

const step =
  (name: string): FakeFunction =>
  (event: { token?: string; done?: string[] }) => {
    if (event.token) writeFileSync(tokenFile, event.token)
    appendFileSync(`${folder}/invocations`, `${name} ${event.token ?? ''}\n`)
    return name === hangsAt ? new Promise(() => {}) : { done: [...(event.done ?? []), name] }
  }
const functions = Object.fromEntries(['reserve', 'pay', 'confirm', 'ship'].map((name) => [name, step(name)]))
const cloud = await fakeCloud(ORDER_MACHINE, { store: openStore(`${folder}/cloud.sqlite`), functions })

const { items } = await cloud.view()
const execution = items[0]?.arn ?? (await cloud.start({}, 'order-1'))
if (hangsAt !== 'answer' && hangsAt !== 'pay') {
  await until(() => existsSync(tokenFile) || undefined)
  const output = JSON.stringify({ done: ['reserve', 'pay'] })
  // After a restart the token may have been answered already, by the process that was killed.
  await cloud.call('SendTaskSuccess', { taskToken: readFileSync(tokenFile, 'utf8'), output }).catch(() => {})
}
process.stdout.write(`${JSON.stringify(await cloud.finished(execution))}\n`)
await cloud.stop()
