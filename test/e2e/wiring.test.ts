import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type RunningCloud, startCloud } from '../../localstack/embedded/index.ts'

// biome-ignore lint/suspicious/noExplicitAny: a template is as wide as AWS.
type Template = { Resources: Record<string, { Type: string; Properties: any }> }

const assembly = join(import.meta.dirname, '../../cdk.out/local')
let folder: string
let cloud: RunningCloud | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-wiring-'))
  cpSync(assembly, folder, { recursive: true })
})

afterEach(async () => {
  await cloud?.stop()
  cloud = undefined
  rmSync(folder, { recursive: true, force: true })
})

/** Changes the templates as an edit of the stacks would, then starts what they say. */
async function startWith(change: (template: Template, name: string) => void): Promise<string> {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template
    change(template, file)
    writeFileSync(join(folder, file), JSON.stringify(template))
  }
  cloud = await startCloud({ assembly: folder, ephemeral: true })
  return cloud.apiUrls['tradewind-local']!
}

const remove = (template: Template, matches: (resource: Template['Resources'][string], id: string) => boolean) => {
  for (const [id, resource] of Object.entries(template.Resources))
    if (matches(resource, id)) delete template.Resources[id]
}

const statusOf = async (url: string, path: string) => (await fetch(url + path)).status

describe('The local shop is wired by the templates alone', () => {
  it('answers as they say when nothing is changed', async () => {
    const url = await startWith(() => {})
    expect([await statusOf(url, '/health'), await statusOf(url, '/api/products')]).toEqual([200, 200])
  })

  it('loses a route that the stacks no longer have', async () => {
    const url = await startWith((template) =>
      remove(template, ({ Properties }) => Properties?.RouteKey === 'GET /health'),
    )
    // 405 rather than 404: the bundle of the fallback still knows the path, as only the template was edited.
    expect([await statusOf(url, '/health'), await statusOf(url, '/api/products')]).toEqual([405, 200])
  })

  it('loses what a role is no longer allowed: without its table access, the list fails', async () => {
    const url = await startWith((template, name) => {
      if (!name.includes('catalog')) return
      for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
        if (Type !== 'AWS::IAM::Policy' || !id.startsWith('ListProducts')) continue
        const { PolicyDocument } = Properties
        PolicyDocument.Statement = PolicyDocument.Statement.filter(
          (statement: object) => !JSON.stringify(statement).includes('dynamodb:'),
        )
      }
    })
    expect([await statusOf(url, '/api/products'), await statusOf(url, '/api/products/categories')]).toEqual([500, 200])
  })

  it('loses a route whose function the gateway may no longer invoke', async () => {
    const url = await startWith((template, name) =>
      remove(
        template,
        ({ Type }, id) => name.includes('gateway') && Type === 'AWS::Lambda::Permission' && /health/i.test(id),
      ),
    )
    expect([await statusOf(url, '/health'), await statusOf(url, '/api/products')]).toEqual([500, 200])
  })

  it('names a resource type that is not emulated, and does not start', async () => {
    const start = startWith((template, name) => {
      if (name.includes('platform')) template.Resources.Database = { Type: 'AWS::RDS::DBInstance', Properties: {} }
    })
    await expect(start).rejects.toThrow(/Database.*AWS::RDS::DBInstance/)
  })
})
