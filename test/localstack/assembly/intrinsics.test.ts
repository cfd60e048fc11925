import { describe, expect, it } from '@jest/globals'
import { createGraph } from '../../../localstack/embedded/assembly/graph.ts'
import type { Stack, Template } from '../../../localstack/embedded/assembly/manifest.ts'
import type { ResourceSupport } from '../../../localstack/embedded/types.ts'

const thing: ResourceSupport = {
  honoured: ['Name', 'Value'],
  ignored: { Description: 'Text only.' },
  identify(context) {
    const name = String(context.property('Name') ?? context.generatedName)
    return {
      physicalId: name,
      arn: `arn:thing:${name}`,
      attributes: { Arn: `arn:thing:${name}`, Colour: `${name}-red` },
    }
  },
}

function aGraph(stacks: Record<string, Template>, parameters: Record<string, string> = {}) {
  const list: Stack[] = Object.entries(stacks).map(([name, template]) => ({ name, template }))
  return createGraph({
    assembly: { stacks: list, assets: new Map() },
    support: new Map([
      ['Test::Thing', thing],
      ['AWS::SSM::Parameter', { ...thing, honoured: ['Name', 'Value', 'Type'] }],
    ]),
    region: 'eu-west-1',
    accountId: '000000000000',
    endpoint: 'http://127.0.0.1:1',
    parameters,
  })
}

/** The resolved `Value` of the resource `It` in the first stack. */
function resolved(value: unknown, rest: Template = {}, others: Record<string, Template> = {}, parameters = {}) {
  const Resources = { It: { Type: 'Test::Thing', Properties: { Name: 'it', Value: value } }, ...rest.Resources }
  const resources = aGraph({ Main: { ...rest, Resources }, ...others }, parameters).resolve()
  return resources.find(({ logicalId }) => logicalId === 'It')?.properties.Value
}

const other = { Resources: { Other: { Type: 'Test::Thing', Properties: { Name: 'other' } } } }

describe('intrinsic functions', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref to a resource gives its physical id', { Ref: 'Other' }, 'other'],
    ['Ref to a pseudo parameter gives its value', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Fn::GetAtt takes a list', { 'Fn::GetAtt': ['Other', 'Colour'] }, 'other-red'],
    ['Fn::GetAtt takes a dotted name', { 'Fn::GetAtt': 'Other.Arn' }, 'arn:thing:other'],
    ['Fn::Join resolves its parts', { 'Fn::Join': ['/', ['a', { Ref: 'Other' }]] }, 'a/other'],
    [
      'Fn::Sub knows references and attributes',
      { 'Fn::Sub': '${Other}:${Other.Colour}:${!Kept}' },
      'other:other-red:${Kept}',
    ],
    ['Fn::Sub prefers its own variables', { 'Fn::Sub': ['${Other}', { Other: 'mine' }] }, 'mine'],
    ['Fn::Select picks from a split', { 'Fn::Select': ['1', { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
    ['Fn::Base64 encodes', { 'Fn::Base64': 'x' }, 'eA=='],
    ['Fn::GetAZs lists three zones', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['AWS::NoValue leaves an entry out', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
    ['AWS::NoValue leaves a property out', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['Fn::ToJsonString writes JSON', { 'Fn::ToJsonString': { a: { Ref: 'Other' } } }, '{"a":"other"}'],
  ])('%s', (_title, value, expected) => {
    expect(resolved(value, other)).toEqual(expected)
  })

  it('finds values in mappings, with a default', () => {
    const template = { Mappings: { M: { eu: { size: 3 } } } }

    expect(resolved({ 'Fn::FindInMap': ['M', 'eu', 'size'] }, template)).toBe(3)
    expect(resolved({ 'Fn::FindInMap': ['M', 'us', 'size', { DefaultValue: 9 }] }, template)).toBe(9)
  })

  it('decides by conditions, which may refer to each other', () => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        IsNotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        Both: {
          'Fn::And': [{ Condition: 'IsNotProd' }, { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsNotProd' }] }],
        },
      },
    }

    expect(resolved({ 'Fn::If': ['Both', 'yes', 'no'] }, template)).toBe('yes')
    expect(resolved({ 'Fn::If': ['Both', 'yes', 'no'] }, template, {}, { Stage: 'prod' })).toBe('no')
  })

  it('leaves out resources whose condition does not hold', () => {
    const graph = aGraph({
      Main: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Gone: { Type: 'Nobody::Knows', Condition: 'Never' }, Here: { Type: 'Test::Thing' } },
      },
    })

    expect(graph.resolve().map(({ logicalId }) => logicalId)).toEqual(['Here'])
  })

  it('takes values from other stacks by export and by output', () => {
    const producer: Template = {
      ...other,
      Outputs: {
        ByExport: {
          Value: { 'Fn::GetAtt': ['Other', 'Arn'] },
          Export: { Name: { 'Fn::Sub': '${AWS::StackName}:arn' } },
        },
        Plain: { Value: { Ref: 'Other' } },
      },
    }

    expect(resolved({ 'Fn::ImportValue': 'Producer:arn' }, {}, { Producer: producer })).toBe('arn:thing:other')
    const output = { 'Fn::GetStackOutput': { StackName: 'Producer', OutputName: 'Plain' } }
    expect(resolved(output, {}, { Producer: producer })).toBe('other')
  })

  it('reads parameters of SSM type from the SSM parameters of the assembly', () => {
    const template: Template = {
      Parameters: { Limit: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/limit' } },
      Resources: {
        Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/shop/limit', Type: 'String', Value: '7' } },
      },
    }

    expect(resolved({ Ref: 'Limit' }, template)).toBe('7')
  })

  it('splits list parameters', () => {
    const template = { Parameters: { Origins: { Type: 'CommaDelimitedList', Default: 'a, b' } } }

    expect(resolved({ Ref: 'Origins' }, template)).toEqual(['a', 'b'])
  })

  it('does not need the bootstrap version that CDK writes into every template', () => {
    const template = {
      Parameters: {
        BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
      },
    }

    expect(resolved('plain', template)).toBe('plain')
  })
})

describe('what cannot be resolved', () => {
  const messageOf = (value: unknown, rest: Template = {}) => {
    try {
      resolved(value, rest)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }

  it('names the circle when references form one', () => {
    const named = (name: string) => ({ Type: 'Test::Thing', Properties: { Name: { Ref: name } } })
    const graph = aGraph({ Main: { Resources: { A: named('B'), B: named('C'), C: named('A') } } })

    expect(() => graph.resolve()).toThrow('Main/A → Main/B → Main/C → Main/A')
  })

  it('names the circle when conditions form one', () => {
    const Conditions = { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } }

    expect(messageOf({ 'Fn::If': ['A', 1, 2] }, { Conditions })).toContain('A → B → A')
  })

  it.each<[string, unknown, string]>([
    ['a missing resource', { Ref: 'Nobody' }, 'refers to Nobody'],
    ['a missing export', { 'Fn::ImportValue': 'nothing' }, 'imports nothing'],
    ['an unknown attribute', { 'Fn::GetAtt': ['Other', 'Taste'] }, 'the attribute Taste of Other (Test::Thing)'],
    ['an unknown function', { 'Fn::Transform': {} }, 'Fn::Transform is not supported'],
  ])('says so for %s', (_title, value, expected) => {
    expect(messageOf(value, other)).toContain(expected)
  })
})

describe('what is not emulated', () => {
  it('is listed at once, with where it is and what to do', () => {
    const graph = aGraph({
      Main: {
        Resources: {
          Strange: { Type: 'AWS::Quantum::Computer' },
          Odd: { Type: 'Test::Thing', Properties: { Value: 1, Spin: 'up', Tags: [] } },
          Watched: { Type: 'AWS::CloudWatch::Alarm', Properties: { Anything: { 'Fn::Transform': {} } } },
          Described: { Type: 'Test::Thing', Properties: { Description: 'fine' } },
        },
      },
    })

    const error = (() => {
      try {
        graph.resolve()
        return undefined
      } catch (caught) {
        return caught as Error
      }
    })()

    expect(error?.message).toMatch(/cannot run this assembly \(2\)/)
    expect(error?.message).toMatch(/Main\/Strange \(AWS::Quantum::Computer\): the resource type is not emulated/)
    expect(error?.message).toMatch(/Main\/Odd \(Test::Thing\): the property Spin is not emulated/)
  })
})
