import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import { deref, operationsOf } from '../../bin/lib/openapi/read.ts'
import type { Document, Parameter, Response } from '../../bin/lib/openapi/types.ts'
import { shopServices } from '../../stacks/services.ts'

const document: Document = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/api/openapi.json'), 'utf8'))
const operations = operationsOf(document)

describe('The OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document) as object as Record<string, unknown>)
    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
  })

  it('has every operation of the shop, each under an id of its own, and none of the simulated outside world', () => {
    const routes = shopServices.flatMap(({ routes }) => routes)
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(operations.filter(({ path }) => /^\/(payments|carrier)\/v1/.test(path))).toEqual([])
  })

  it('says of every operation who may call it and whose data it touches', () => {
    for (const { operation } of operations) {
      expect([operation.operationId, operation['x-access']]).not.toContain(undefined)
      expect(['shop', 'caller', 'resource']).toContain(operation['x-ownership'])
      expect(operation.security.length).toBeGreaterThan(0)
    }
  })

  it('names each path parameter of each path', () => {
    for (const { path, operation } of operations) {
      const named = operation.parameters
        .map((each) => deref<Parameter>(document, each))
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name)
      expect([path, named.sort()]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()])
    }
  })

  it('has an error of every operation as problem+json whose codes it enumerates', () => {
    for (const { operation } of operations) {
      const errors = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400)
      const codes = errors.flatMap(([, each]) =>
        Object.keys(deref<Response>(document, each).content?.['application/problem+json']?.examples ?? {}),
      )
      expect([operation.operationId, codes]).toEqual([
        operation.operationId,
        expect.arrayContaining(['VALIDATION_FAILED', 'INTERNAL_ERROR']),
      ])
    }
  })

  it('has patterns that every JSON Schema validator can read', () => {
    const patterns = JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)
    for (const [, pattern] of patterns) expect(() => new RegExp(JSON.parse(pattern!), 'u')).not.toThrow()
  })
})
