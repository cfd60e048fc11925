import { mkdirSync, mkdtempSync, renameSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { startEngine } from '../../../localstack/embedded/dynamodb/engine.ts'
import { removeFolder } from '../support/assembly.ts'
import { atEnd, until } from '../support/cloud.ts'
import { engines } from '../support/engines.ts'

it('is started again and again until it is there, when what it needs is missing for a while', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'data-'))
  atEnd(() => removeFolder(folder))
  const file = join(folder, 'dynamodb.sqlite')
  const errors: string[] = []
  const engine = await startEngine(file, { info() {}, warn() {}, error: (message) => errors.push(message) })
  atEnd(() => engine.stop())
  const failures = () => errors.filter((message) => message.includes('does not start')).length
  const answers = () =>
    fetch(engine.url).then(
      () => true,
      () => false,
    )
  renameSync(file, `${file}.away`)
  mkdirSync(file)

  process.kill(Number(engines(folder)[0]), 'SIGKILL')
  await until(() => failures() >= 2)
  rmdirSync(file)
  renameSync(`${file}.away`, file)

  expect(await until(answers)).toBe(true)
})
