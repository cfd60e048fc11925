import { describe, expect, it } from '@jest/globals'
import { operationsOf } from '../../bin/lib/openapi/read.ts'
import { committedDocument } from '../support/conformance.ts'
import { callsOf } from '../support/operation-calls.ts'
import { symbolicWorld } from '../support/world.ts'

describe('test/support/operation-calls.ts', () => {
  it('says of every operation how it is called, for the tests of who may call it and of hostile requests', () => {
    const operations = operationsOf(committedDocument()).map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    const rows = Object.keys(callsOf(symbolicWorld))
    expect(operations.filter((name) => !rows.includes(name))).toEqual([])
    expect(rows.filter((name) => !operations.includes(name))).toEqual([])
  })
})
