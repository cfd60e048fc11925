/** Starts local clouds for tests: ephemeral, quiet, and stopped after each test. */
import { afterEach } from '@jest/globals'
import { type CloudOptions, type RunningCloud, startCloud } from '../../../localstack/embedded/index.ts'
import { anAssembly, removeFolder, type TestTemplate } from './assembly.ts'

export interface TestCloud extends RunningCloud {
  /** What the cloud told its operator. */
  readonly messages: string[]
  /** Address of the API named `api`. */
  readonly url: string
}

const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const step of cleanUps.splice(0).reverse()) await step()
})

/** Runs at the end of the test. */
export const atEnd = (step: () => unknown) => cleanUps.push(step)

/** @param stacks one template, or several by stack name. */
export async function aCloud(
  stacks: TestTemplate | Record<string, TestTemplate>,
  code: Record<string, string> = {},
  options: Partial<CloudOptions> = {},
): Promise<TestCloud> {
  const all = 'Resources' in stacks ? { Test: stacks as TestTemplate } : (stacks as Record<string, TestTemplate>)
  const assembly = anAssembly(all, code)
  atEnd(() => removeFolder(assembly))
  const messages: string[] = []
  const keep = (message: string, cause?: unknown) => {
    messages.push(cause ? `${message}: ${cause}` : message)
  }
  const log = { info: keep, warn: keep, error: keep }
  const running = await startCloud({ assembly, ephemeral: true, log, ...options })
  atEnd(() => running.stop())
  return { ...running, messages, url: running.apiUrls.api ?? '' }
}

type Truthy<Value> = Exclude<Value, false | 0 | '' | null | undefined>

/** Waits until the condition gives a value. Fails after the limit, in milliseconds. */
export async function until<Value>(condition: () => Value | Promise<Value>, limit = 8_000): Promise<Truthy<Value>> {
  const end = Date.now() + limit
  for (;;) {
    const value = await condition()
    if (value) return value as Truthy<Value>
    if (Date.now() > end) throw new Error('The condition did not come true in time')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
