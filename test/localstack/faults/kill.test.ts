import { fork } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from '@jest/globals'
import type { FaultInput } from '../../../localstack/embedded/faults/fault.ts'
import type { Cloud } from '../../../localstack/embedded/types.ts'
import { anAssembly, aTable, removeFolder } from '../support/assembly.ts'
import { aDynamoDbClient } from '../support/clients.ts'
import { atEnd } from '../support/cloud.ts'

async function run(assembly: string, dataFolder: string, faults: readonly FaultInput[] = []) {
  const script = join(process.cwd(), 'test/localstack/support/run-cloud.ts')
  const env = { ...process.env, FAULTS: JSON.stringify(faults) }
  const child = fork(script, [assembly, dataFolder], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env })
  atEnd(() => child.kill('SIGKILL'))
  let output = ''
  child.stderr!.on('data', (chunk) => {
    output += chunk
  })
  const ended = new Promise<{ signal: string | null; output: string }>((resolve) =>
    child.once('close', (_code, signal) => resolve({ signal, output })),
  )
  const { endpoint } = await new Promise<{ endpoint: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { endpoint: string }))
    child.once('exit', (code) => reject(new Error(`The cloud ended with ${code}: ${output}`)))
  })
  return { ended, client: aDynamoDbClient({ cloud: { endpoint, region: 'eu-west-1' } as Cloud }) }
}

const aFolder = (path: string) => {
  atEnd(() => removeFolder(path))
  return path
}
const things = { Resources: { Table: aTable({ TableName: 'things' }) } }
const key = { TableName: 'things', Key: { pk: { S: 'a' } }, ConsistentRead: true }

describe('a crash of the whole process', () => {
  it.each([
    ['before', undefined],
    ['after', { pk: { S: 'a' } }],
  ] as const)(
    '%s the call takes effect: killed, and says at which fault',
    async (when, kept) => {
      const assembly = aFolder(anAssembly({ Test: things }))
      const dataFolder = aFolder(mkdtempSync(join(tmpdir(), 'data-')))
      const fault = { kind: 'crash', scope: 'process', service: 'dynamodb', operation: 'PutItem', when } as const
      const first = await run(assembly, dataFolder, [fault])

      const put = first.client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' } } }))
      await expect(put).rejects.toThrow()
      const { signal, output } = await first.ended
      const second = await run(assembly, dataFolder)

      expect([signal, output.trim()]).toEqual([
        'SIGKILL',
        `fault-1: kill -9 ${when} dynamodb:PutItem of the cloud itself`,
      ])
      expect((await second.client.send(new GetItemCommand(key))).Item).toEqual(kept)
    },
    20_000,
  )
})
