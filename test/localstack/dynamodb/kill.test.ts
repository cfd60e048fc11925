import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from '@jest/globals'
import type { Cloud } from '../../../localstack/embedded/types.ts'
import { anAssembly, aTable, removeFolder } from '../support/assembly.ts'
import { aDynamoDbClient } from '../support/clients.ts'
import { atEnd, until } from '../support/cloud.ts'
import { engines } from '../support/engines.ts'

interface Ready {
  readonly endpoint: string
  readonly dataFolder: string
}

const things = { Resources: { Table: aTable({ TableName: 'things' }) } }

function aFolder(path: string) {
  atEnd(() => removeFolder(path))
  return path
}

async function run(...parameters: string[]): Promise<Ready & { readonly child: ChildProcess }> {
  const script = join(process.cwd(), 'test/localstack/support/run-cloud.ts')
  const child = fork(script, parameters, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  atEnd(() => child.kill('SIGKILL'))
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready))
    child.once('exit', (code) => reject(new Error(`The cloud ended with ${code}`)))
  })
  return { ...ready, child }
}

const clientOf = ({ endpoint }: Ready) => aDynamoDbClient({ cloud: { endpoint, region: 'eu-west-1' } as Cloud })

describe('a local cloud that is killed', () => {
  it('takes its engine with it, and the next start finds what was written', async () => {
    const assembly = aFolder(anAssembly({ Test: things }))
    const dataFolder = aFolder(mkdtempSync(join(tmpdir(), 'data-')))
    const first = await run(assembly, dataFolder)
    await clientOf(first).send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' } } }))
    expect(engines(dataFolder)).toHaveLength(1)

    first.child.kill('SIGKILL')
    const second = await run(assembly, dataFolder)

    const { Item } = await clientOf(second).send(new GetItemCommand({ TableName: 'things', Key: { pk: { S: 'a' } } }))
    expect(Item).toEqual({ pk: { S: 'a' } })
    await until(() => engines(dataFolder).length === 1)
  })

  it('leaves no folder of an ephemeral run', async () => {
    const running = await run(aFolder(anAssembly({ Test: things })))
    expect(existsSync(running.dataFolder)).toBe(true)

    running.child.kill('SIGKILL')

    await until(() => !existsSync(running.dataFolder))
    expect(engines(running.dataFolder)).toEqual([])
  })
})
