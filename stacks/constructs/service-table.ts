import { RemovalPolicy } from 'aws-cdk-lib'
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import type { TableAccess, TableDefinition } from '../../functions/shared/service.ts'
import { names } from '../names.ts'
import type { StageSettings } from '../settings.ts'
import type { NodeFunction } from './node-function.ts'

const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']
const writeActions = [
  'dynamodb:PutItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
]

/** A service's own table: on demand, encrypted, recoverable to any second of 35 days, with a stream and TTL. */
export class ServiceTable extends Construct {
  readonly table: dynamodb.Table

  constructor(
    scope: Construct,
    id: string,
    props: { settings: StageSettings; service: string; definition: TableDefinition },
  ) {
    super(scope, id)
    this.table = new dynamodb.Table(this, 'Table', {
      tableName: names.table(props.settings, props.service),
      partitionKey: key('pk'),
      sortKey: key('sk'),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      timeToLiveAttribute: 'expiresAt',
      stream: dynamodb.StreamViewType.NEW_IMAGE,
      deletionProtection: props.settings.retainData,
      removalPolicy: props.settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    for (const indexName of props.definition.indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: key(`${indexName}pk`),
        sortKey: key(`${indexName}sk`),
      })
    }
  }

  grant(fn: NodeFunction, access: TableAccess): void {
    if (access === 'none') return
    const actions = access === 'write' ? [...readActions, ...writeActions] : readActions
    fn.allow(actions, [this.table.tableArn, `${this.table.tableArn}/index/*`], { TABLE_NAME: this.table.tableName })
  }

  /** Items of these partition keys and no others, for a function that has less than write access to the rest. */
  grantItems(fn: NodeFunction, partitionKeys: readonly string[]): void {
    fn.allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem'],
      [this.table.tableArn],
      { TABLE_NAME: this.table.tableName },
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitionKeys } },
    )
  }
}

const key = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING })
