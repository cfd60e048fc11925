/** SSM Parameter Store: the template's parameters, changeable at run time. */
import { AwsError, type Cloud, type Emulator, type Resource, type ResourceSupport } from '../types.ts'

interface Row {
  name: string
  type: string
  value: string
  version: number
  changed_at: number
}

type Input = Record<string, unknown>

const ssmResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::SSM::Parameter': {
    honoured: ['Name', 'Type', 'Value', 'AllowedPattern'],
    ignored: {
      DataType: 'only plain text exists here',
      Description: 'a note for people',
      Policies: 'parameter policies need the advanced tier',
      Tags: 'a note for people and bills',
      Tier: 'the local cloud has no tiers',
    },
    identify(context) {
      const name = String(context.property('Name') ?? context.generatedName)
      const attributes = {
        Type: String(context.property('Type') ?? 'String'),
        Value: String(context.property('Value') ?? ''),
      }
      return { physicalId: name, arn: parameterArn(context, name), attributes }
    },
  },
}

const parameterArn = (where: { region: string; accountId: string }, name: string) =>
  `arn:aws:ssm:${where.region}:${where.accountId}:parameter/${name.replace(/^\//, '')}`

export function ssm(): Emulator {
  let cloud: Cloud

  const read = (name: string) => cloud.store.get<Row>('SELECT * FROM ssm_parameters WHERE name = ?', name)
  const arnOf = (name: string) => parameterArn(cloud, name)
  /** Names are given as ARNs too. */
  const nameOf = (id: unknown) => String(id).replace(/^arn:aws:ssm:[^:]*:[^:]*:parameter/, '')

  const toParameter = (row: Row) => ({
    ARN: arnOf(row.name),
    DataType: 'text',
    LastModifiedDate: row.changed_at / 1000,
    Name: row.name,
    Type: row.type,
    Value: row.value,
    Version: row.version,
  })

  function write(name: string, type: string, value: string): number {
    const version = (read(name)?.version ?? 0) + 1
    cloud.store.run(
      'INSERT OR REPLACE INTO ssm_parameters (name, type, value, version, changed_at) VALUES (?, ?, ?, ?, ?)',
      name,
      type,
      value,
      version,
      Date.now(),
    )
    return version
  }

  /** A value set at run time stays until the template's value changes. */
  function createFromTemplate({ physicalId: name, stack, logicalId, properties }: Resource): void {
    const { Type: type = 'String', Value: value, AllowedPattern: pattern } = properties as Record<string, string>
    if (pattern && !new RegExp(pattern).test(String(value)))
      throw new Error(`Parameter ${stack}/${logicalId}: its value does not match its AllowedPattern ${pattern}`)
    const known = cloud.store.get<{ value: string }>('SELECT value FROM ssm_template WHERE name = ?', name)
    if (known?.value === String(value)) return
    write(name, type, String(value))
    cloud.store.run('INSERT OR REPLACE INTO ssm_template (name, value) VALUES (?, ?)', name, String(value))
  }

  /** Operation → the ARNs that it is authorised on, and its answer. */
  const operations: Record<string, { resources(input: Input): string[]; answer(input: Input): unknown }> = {
    GetParameter: {
      resources: ({ Name }) => [arnOf(nameOf(Name))],
      answer({ Name }) {
        const row = read(nameOf(Name)) ?? read(nameOf(Name).replace(/^\//, ''))
        if (!row) throw new AwsError('ParameterNotFound', '')
        return { Parameter: toParameter(row) }
      },
    },
    GetParameters: {
      resources: ({ Names }) => (Names as string[]).map((name) => arnOf(name)),
      answer({ Names }) {
        const rows = (Names as string[]).map((name) => [name, read(name)] as const)
        return {
          Parameters: rows.flatMap(([, row]) => (row ? [toParameter(row)] : [])),
          InvalidParameters: rows.flatMap(([name, row]) => (row ? [] : [name])),
        }
      },
    },
    GetParametersByPath: {
      resources: ({ Path }) => [arnOf(String(Path).replace(/\/$/, ''))],
      answer({ Path, Recursive, NextToken, MaxResults }) {
        const prefix = `${String(Path).replace(/\/$/, '')}/`
        const size = Math.min(Number(MaxResults ?? 10), 10)
        const rows = cloud.store
          .all<Row>(
            'SELECT * FROM ssm_parameters WHERE substr(name, 1, ?) = ? AND name > ? ORDER BY name',
            prefix.length,
            prefix,
            String(NextToken ?? ''),
          )
          .filter(({ name }) => Recursive || !name.slice(prefix.length).includes('/'))
        const page = rows.slice(0, size)
        return { Parameters: page.map(toParameter), ...(rows.length > size ? { NextToken: page.at(-1)!.name } : {}) }
      },
    },
    PutParameter: {
      resources: ({ Name }) => [arnOf(String(Name))],
      answer({ Name, Type, Value, Overwrite }) {
        const known = read(String(Name))
        if (known && !Overwrite)
          throw new AwsError(
            'ParameterAlreadyExists',
            'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
          )
        if (!known && !Type)
          throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.')
        return { Version: write(String(Name), String(Type ?? known?.type), String(Value)), Tier: 'Standard' }
      },
    },
    DeleteParameter: {
      resources: ({ Name }) => [arnOf(String(Name))],
      answer({ Name }) {
        if (cloud.store.run('DELETE FROM ssm_parameters WHERE name = ?', String(Name)).changes === 0)
          throw new AwsError('ParameterNotFound', '')
        return {}
      },
    },
  }

  return {
    name: 'ssm',
    resources: ssmResources,
    protocol: { kind: 'json', targetPrefix: 'AmazonSSM', contentType: 'application/x-amz-json-1.1' },

    async prepare(theCloud) {
      cloud = theCloud
      cloud.store.define(`CREATE TABLE IF NOT EXISTS ssm_parameters (name TEXT PRIMARY KEY, type TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL, changed_at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS ssm_template (name TEXT PRIMARY KEY, value TEXT NOT NULL)`)
      for (const resource of cloud.resources('AWS::SSM::Parameter')) createFromTemplate(resource)
    },

    async handle({ operation: name, input, principal }) {
      const operation = operations[name]
      if (!operation)
        throw new AwsError(
          'UnknownOperationException',
          `The local cloud's SSM has no ${name}; it has ${Object.keys(operations).join(', ')}.`,
        )
      for (const arn of operation.resources(input)) cloud.authorize(principal, `ssm:${name}`, arn)
      return { body: operation.answer(input) }
    },
  }
}
