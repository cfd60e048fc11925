import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from './fake-cloud.ts'

const PROGRAM = join(import.meta.dirname, 'killed-process.ts')
let folder: string
let child: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-functions-'))
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function run(hangsAt: string): { output: () => string } {
  let output = ''
  child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, folder, hangsAt], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout!.on('data', (data) => {
    output += data
  })
  return { output: () => output }
}
async function kill(): Promise<void> {
  child!.kill('SIGKILL')
  await once(child!, 'exit')
}
function invocations(): string[] {
  try {
    return readFileSync(join(folder, 'invocations'), 'utf8').trim().split('\n')
  } catch {
    return []
  }
}
const names = () => invocations().map((line) => line.split(' ')[0])

describe('an execution whose process is killed', () => {
  it.each([
    ['reserve', ['reserve', 'reserve', 'pay', 'confirm', 'ship']],
    ['pay', ['reserve', 'pay', 'pay', 'confirm', 'ship']],
    ['answer', ['reserve', 'pay', 'confirm', 'ship']],
    ['confirm', ['reserve', 'pay', 'confirm', 'confirm', 'ship']],
    ['ship', ['reserve', 'pay', 'confirm', 'ship', 'ship']],
  ])('at %s goes on there, and no recorded step runs again', async (hangsAt, expected) => {
    const hanging = hangsAt === 'answer' ? 'pay' : hangsAt
    run(hangsAt)
    await until(() => names().includes(hanging) || undefined)
    if (hangsAt === 'answer') await submitted()
    await kill()
    // Answered only when the step was handed out again, unless the answer is all that was missing.
    if (hangsAt === 'pay') rmSync(join(folder, 'token'))

    const { output } = run('nowhere')
    await once(child!, 'close')

    expect(JSON.parse(output())).toMatchObject({
      status: 'SUCCEEDED',
      output: { done: ['reserve', 'pay', 'confirm', 'ship'] },
    })
    expect(names()).toEqual(expected)
    const tokens = new Set(invocations().flatMap((line) => line.split(' ')[1] || []))
    expect(tokens.size).toBe(1)
  })
})

/** Waits until the store knows that the function took the token. */
async function submitted(): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite')
  await until(() => {
    const database = new DatabaseSync(join(folder, 'cloud.sqlite'), { readOnly: true })
    try {
      const rows = database.prepare('SELECT record FROM sfn_steps').all() as { record: string }[]
      return rows.some(({ record }) => record.includes('submittedAt')) || undefined
    } finally {
      database.close()
    }
  })
}
