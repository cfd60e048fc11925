import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, it } from '@jest/globals'
import type { Cloud } from '../../../localstack/embedded/types.ts'
import { anAssembly, removeFolder } from '../support/assembly.ts'
import { anS3Client } from '../support/clients.ts'
import { atEnd } from '../support/cloud.ts'
import { aBucket, Bucket } from './support.ts'

function aFolder(path: string) {
  atEnd(() => removeFolder(path))
  return path
}

async function run(...parameters: string[]) {
  const script = join(process.cwd(), 'test/localstack/support/run-cloud.ts')
  const child: ChildProcess = fork(script, parameters, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  atEnd(() => child.kill('SIGKILL'))
  const { endpoint } = await new Promise<{ endpoint: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { endpoint: string }))
    child.once('exit', (code) => reject(new Error(`The cloud ended with ${code}`)))
  })
  return { child, s3: anS3Client({ cloud: { endpoint, region: 'eu-west-1' } as Cloud }) }
}

it('a local cloud that is killed while objects are overwritten has each whole afterwards, and nothing half-written', async () => {
  const assembly = aFolder(anAssembly({ Test: { Resources: { Bucket: aBucket() } } }))
  const dataFolder = aFolder(mkdtempSync(join(tmpdir(), 'data-')))
  const first = await run(assembly, dataFolder)
  const keys = Array.from({ length: 8 }, (_, n) => `object-${n}`)
  const put = (Key: string, letter: string) =>
    first.s3.send(new PutObjectCommand({ Bucket, Key, Body: letter.repeat(500_000) }))
  for (const key of keys) await put(key, 'a')

  const overwrites = keys.map((key) => put(key, 'b'))
  // The first is through, the others are anywhere.
  await Promise.any(overwrites)
  first.child.kill('SIGKILL')
  await Promise.allSettled(overwrites)
  const { s3 } = await run(assembly, dataFolder)

  const contents = keys.map(async (Key) =>
    (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString(),
  )
  const letters = (await Promise.all(contents)).map((text) => {
    expect(text).toHaveLength(500_000)
    return [...new Set(text)].join()
  })
  expect(letters.every((letter) => letter === 'a' || letter === 'b')).toBe(true)
  expect(letters).toContain('b')
  expect(readdirSync(join(dataFolder, 's3'))).toHaveLength(keys.length)
})
