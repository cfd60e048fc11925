import { describe, expect, it } from '@jest/globals'
import { createStreamMapping, mappingSettings } from '../../../localstack/embedded/lambda/stream-mapping.ts'
import type { StreamRecord } from '../../../localstack/embedded/lambda/stream-source.ts'
import { openStore } from '../../../localstack/embedded/store.ts'
import type { Cloud, InvokeResult, Resource } from '../../../localstack/embedded/types.ts'
import { atEnd } from '../support/cloud.ts'

const record = {
  eventID: '1',
  dynamodb: { SequenceNumber: '1', SizeBytes: 10, Keys: { pk: { S: 'a' } }, ApproximateCreationDateTime: 2e9 },
} as unknown as StreamRecord

/** A stream with one record, and a function that answers when the test says so. */
function aMapping(more: object = {}) {
  const consumed: string[] = []
  const read: (string | undefined)[] = []
  const called = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<InvokeResult>()
  const store = openStore()
  atEnd(() => store.close())
  const cloud = {
    store,
    log: { info() {}, warn() {}, error() {} },
    invoke: () => {
      called.resolve()
      return answer.promise
    },
  } as unknown as Cloud
  const source = {
    read: async (_: string, position?: string) => {
      read.push(position)
      return { records: position ? [] : [record], position: 'behind' }
    },
    latest: async () => 'behind',
    onWrite() {},
    consumed: (_: string, __: string, position: string) => consumed.push(position),
  }
  const properties = {
    EventSourceArn: 'arn:of:table/things/stream',
    FunctionName: 'it',
    StartingPosition: 'TRIM_HORIZON',
    ...more,
  }
  const settings = mappingSettings({ physicalId: 'm', properties } as unknown as Resource)
  return { mapping: createStreamMapping(cloud, source, settings), called: called.promise, answer, consumed, read }
}

describe('a stream mapping with a batching window', () => {
  it('reads on after it, and not what it has once more', async () => {
    const { mapping, called, answer, read } = aMapping({ MaximumBatchingWindowInSeconds: 1 })
    mapping.start()

    await called
    answer.resolve({ ok: true, payload: null } as InvokeResult)
    await mapping.stop()

    expect(read.slice(0, 2)).toEqual([undefined, 'behind'])
  })
})

describe('a stream mapping that is stopped while its function runs', () => {
  it.each([
    ['remembers the batch when the function still handles it', true, ['behind']],
    ['gives the batch again at the next start when the function was cut off', false, []],
  ])('%s', async (_, ok, remembered) => {
    const { mapping, called, answer, consumed } = aMapping()
    mapping.start()
    await called

    const stopped = mapping.stop()
    answer.resolve({ ok, payload: null } as InvokeResult)
    await stopped

    expect(consumed).toEqual(remembered)
  })
})
