import { describe, expect, it } from '@jest/globals'
import { type FakeFunction, fakeCloud, LambdaFailure, task } from './fake-cloud.ts'

const run = async (definition: object, input: unknown = {}, functions: Record<string, FakeFunction> = {}) =>
  (await fakeCloud(definition, { functions })).run(input)

const single = (state: object) => ({ StartAt: 'only', States: { only: state } })
const output = async (state: object, input: unknown = {}) => (await run(single({ End: true, ...state }), input)).output

describe('input and output processing', () => {
  it('selects, shapes and places data by InputPath, Parameters, ResultPath and OutputPath', async () => {
    const state = {
      Type: 'Pass',
      InputPath: '$.order',
      Parameters: { 'first.$': '$.lines[0].sku', 'all.$': '$.lines[*].sku', fixed: { kept: true } },
      ResultPath: '$.seen.summary',
      OutputPath: '$.seen',
    }

    const result = await output(state, { order: { lines: [{ sku: 'a' }, { sku: 'b' }] } })

    expect(result).toEqual({ summary: { first: 'a', all: ['a', 'b'], fixed: { kept: true } } })
  })

  it('replaces the whole input by ResultPath $ and keeps it by ResultPath null', async () => {
    const replaced = await output({ Type: 'Pass', Result: false, ResultPath: '$' }, { a: 1 })
    const kept = await output({ Type: 'Pass', Result: 7, ResultPath: null }, { a: 1 })

    expect(replaced).toBe(false)
    expect(kept).toEqual({ a: 1 })
  })

  it('evaluates paths with slices, filters, negative indexes and recursive descent', async () => {
    const Parameters = {
      'slice.$': '$.items[1:]',
      'filter.$': "$.items[?(@.kind == 'b' && @.n >= 3)].n",
      'last.$': '$.items[-1].n',
      'deep.$': '$..n',
    }
    const items = [
      { kind: 'a', n: 1 },
      { kind: 'b', n: 2 },
      { kind: 'b', n: 3 },
    ]

    const result = await output({ Type: 'Pass', Parameters }, { items })

    expect(result).toEqual({ slice: items.slice(1), filter: [3], last: 3, deep: [1, 2, 3] })
  })

  it('evaluates intrinsic functions, nested ones and escaped text too', async () => {
    const Parameters = {
      'text.$': "States.Format('order \\{{}\\} of {}, isn\\'t it', $.id, $.who)",
      'json.$': 'States.JsonToString($.quoted)',
      'parsed.$': 'States.StringToJson(\'{"a":[1,2]}\')',
      'nested.$': 'States.MathAdd(States.ArrayLength($.list), 10)',
      'parts.$': "States.StringSplit('a.b,c', '.,')",
      'hash.$': "States.Hash('abc', 'SHA-256')",
      'chunks.$': 'States.ArrayPartition(States.ArrayRange(1, 5, 1), 2)',
      'unique.$': 'States.ArrayUnique(States.Array(1, 1, 2))',
      'merged.$': 'States.JsonMerge($.quoted, $$.Execution.Input.extra, false)',
      'decoded.$': "States.Base64Decode(States.Base64Encode('ü'))",
    }

    const input = { id: 7, who: 'Ann', list: [1, 2, 3], quoted: { q: 'say "hi"\\' }, extra: { b: 2 } }
    const result = await output({ Type: 'Pass', Parameters }, input)

    expect(result).toEqual({
      text: "order {7} of Ann, isn't it",
      json: '{"q":"say \\"hi\\"\\\\"}',
      parsed: { a: [1, 2] },
      nested: 13,
      parts: ['a', 'b', 'c'],
      hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      chunks: [[1, 2], [3, 4], [5]],
      unique: [1, 2],
      merged: { q: 'say "hi"\\', b: 2 },
      decoded: 'ü',
    })
  })

  it('fails with States.Runtime where a path finds nothing, and says which path', async () => {
    const result = await run(single({ Type: 'Pass', Parameters: { 'a.$': '$.missing' }, End: true }))

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.Runtime' })
    expect(result.cause).toContain("'$.missing' specified for the field 'a.$'")
  })

  it('gives the context object of execution, machine and state', async () => {
    const cloud = await fakeCloud(single({ Type: 'Pass', Parameters: { 'all.$': '$$' }, End: true }))

    const arn = await cloud.start({ a: 1 }, 'named')
    const { output } = await cloud.finished(arn)

    expect(output).toEqual({
      all: {
        Execution: expect.objectContaining({ Id: arn, Name: 'named', Input: { a: 1 }, StartTime: expect.any(String) }),
        State: { Name: 'only', EnteredTime: expect.any(String), RetryCount: 0 },
        StateMachine: { Id: expect.any(String), Name: 'machine' },
      },
    })
  })
})

describe('a Choice', () => {
  const choose = async (rule: object, input: unknown) => {
    const states = {
      choice: { Type: 'Choice', Choices: [{ ...rule, Next: 'yes' }], Default: 'no' },
      yes: { Type: 'Pass', Result: true, End: true },
      no: { Type: 'Pass', Result: false, End: true },
    }
    return (await run({ StartAt: 'choice', States: states }, input)).output
  }

  it.each([
    [{ Variable: '$.a', StringEquals: 'x' }, { a: 'x' }, true],
    [{ Variable: '$.a', StringEquals: 'x' }, { a: 7 }, false],
    [{ Variable: '$.a', NumericGreaterThan: 5 }, { a: 6 }, true],
    [{ Variable: '$.a', NumericLessThanEqualsPath: '$.b' }, { a: 6, b: 5 }, false],
    [{ Variable: '$.a', BooleanEquals: false }, { a: false }, true],
    [{ Variable: '$.a', TimestampLessThan: '2026-01-01T00:00:00Z' }, { a: '2025-12-31T23:59:59Z' }, true],
    [{ Variable: '$.a', StringMatches: 'log-*.txt' }, { a: 'log-1.txt' }, true],
    [{ Variable: '$.a', StringMatches: 'a\\*b' }, { a: 'axb' }, false],
    [{ Variable: '$.a', IsPresent: false }, {}, true],
    [{ Variable: '$.a', IsPresent: true }, {}, false],
    [{ Variable: '$.a', IsNull: false }, { a: 1 }, true],
    [{ Variable: '$.a', IsString: false }, { a: 1 }, true],
    [{ Not: { Variable: '$.a', IsNumeric: true } }, { a: 'x' }, true],
    [
      {
        And: [
          { Variable: '$.a', IsPresent: true },
          { Variable: '$.a', NumericEquals: 1 },
        ],
      },
      {},
      false,
    ],
    [
      {
        Or: [
          { Variable: '$.a', NumericEquals: 1 },
          { Variable: '$.a', NumericEquals: 2 },
        ],
      },
      { a: 2 },
      true,
    ],
  ])('%j of %j is %j', async (rule, input, expected) => {
    expect(await choose(rule, input)).toBe(expected)
  })

  it('fails with States.NoChoiceMatched when nothing matches and there is no default', async () => {
    const choice = { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'yes' }] }

    const result = await run({ StartAt: 'c', States: { c: choice, yes: { Type: 'Succeed' } } }, { a: 2 })

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' })
  })
})

describe('Map and Parallel', () => {
  it('maps items in order, with the item and its index in the context, at most MaxConcurrency at a time', async () => {
    let active = 0
    let most = 0
    const double: FakeFunction = async (event: { n: number; index: number }) => {
      most = Math.max(most, ++active)
      await new Promise((resolve) => setTimeout(resolve, 5 - event.n))
      active--
      return event.n * 2 + event.index
    }
    const map = {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'n.$': '$$.Map.Item.Value', 'all.$': '$.items' },
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: 'double',
        States: { double: task('double', { Parameters: { 'n.$': '$.n', 'index.$': '$$.Map.Item.Index' }, End: true }) },
      },
      ResultPath: '$.doubled',
      End: true,
    }

    const result = await run(single(map), { items: [1, 2, 3, 4] }, { double })

    expect(result.output).toEqual({ items: [1, 2, 3, 4], doubled: [2, 5, 8, 11] })
    expect(most).toBe(2)
  })

  it('runs branches side by side and collects their outputs in order', async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: task(name, { End: true }) } })
    const parallel = { Type: 'Parallel', Branches: [branch('slow'), branch('fast')], End: true }
    let release = () => {}
    const slow = () => new Promise<string>((resolve) => (release = () => resolve('slow')))

    const fast = () => {
      release()
      return 'fast'
    }

    const result = await run(single(parallel), {}, { slow, fast })

    expect(result.output).toEqual(['slow', 'fast'])
  })

  it("stops the other branches when one fails, and catches the failure as the state's own", async () => {
    const branches = [
      { StartAt: 'bad', States: { bad: task('bad', { End: true }) } },
      {
        StartAt: 'wait',
        States: { wait: { Type: 'Wait', Seconds: 3600, Next: 'never' }, never: task('never', { End: true }) },
      },
    ]
    const Catch = [{ ErrorEquals: ['Broken'], ResultPath: '$.error', Next: 'caught' }]
    const States = {
      both: { Type: 'Parallel', Branches: branches, Catch, Next: 'never2' },
      caught: { Type: 'Succeed' },
      never2: { Type: 'Succeed' },
    }
    const bad = () => {
      throw new LambdaFailure('Broken')
    }

    const result = await run({ StartAt: 'both', States }, { id: 1 }, { bad, never: () => 'no' })

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { id: 1, error: { Error: 'Broken' } } })
  })
})

describe('Wait, Fail and the time limit', () => {
  it('waits until the due time', async () => {
    const before = Date.now()
    const until = new Date(before + 60).toISOString()

    await run(single({ Type: 'Wait', TimestampPath: '$.until', End: true }), { until })

    expect(Date.now()).toBeGreaterThanOrEqual(before + 60)
  })

  it('keeps waiting when the wait is longer than a timer can be', async () => {
    const cloud = await fakeCloud(single({ Type: 'Wait', Seconds: 40 * 24 * 3600, End: true }))

    const arn = await cloud.start()
    await new Promise((resolve) => setImmediate(resolve))

    expect(await cloud.describe(arn)).toMatchObject({ status: 'RUNNING' })
    await cloud.stop()
  })

  it('fails with the error and cause of a Fail state, fixed or from the input', async () => {
    const fixed = await run(single({ Type: 'Fail', Error: 'Sorry', Cause: 'because' }))
    const dynamic = await run(single({ Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('x{}', $.e)" }), {
      e: 'E',
    })

    expect(fixed).toMatchObject({ status: 'FAILED', error: 'Sorry', cause: 'because' })
    expect(dynamic).toMatchObject({ status: 'FAILED', error: 'E', cause: 'xE' })
  })

  it('ends as TIMED_OUT when the machine takes longer than its TimeoutSeconds', async () => {
    const result = await run({ ...single({ Type: 'Wait', Seconds: 60, End: true }), TimeoutSeconds: 1 })

    expect(result).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' })
  })

  it('ends a loop without end at the history limit', async () => {
    const States = { a: { Type: 'Pass', Next: 'b' }, b: { Type: 'Pass', Next: 'a' } }

    const result = await run({ StartAt: 'a', States })

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.Runtime' })
  })
})
