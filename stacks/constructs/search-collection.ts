import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib'
import * as aoss from 'aws-cdk-lib/aws-opensearchserverless'
import { Construct } from 'constructs'
import type { StageSettings } from '../settings.ts'
import type { NodeFunction } from './node-function.ts'

/** An OpenSearch Serverless collection that only the functions granted here can read and write. */
export class SearchCollection extends Construct {
  readonly collection: aoss.CfnCollection
  readonly #principals: string[] = []

  constructor(scope: Construct, id: string, { settings }: { settings: StageSettings }) {
    super(scope, id)
    const name = `tradewind-${settings.stage}`
    const stack = Stack.of(this)
    const ofCollection = { ResourceType: 'collection', Resource: [`collection/${name}`] }
    const encryption = new aoss.CfnSecurityPolicy(this, 'Encryption', {
      name,
      type: 'encryption',
      policy: JSON.stringify({ Rules: [ofCollection], AWSOwnedKey: true }),
    })
    // Reachable without a VPC, as the functions are in none: what lets requests in is IAM and the access policy.
    const network = new aoss.CfnSecurityPolicy(this, 'Network', {
      name,
      type: 'network',
      policy: JSON.stringify([{ Rules: [ofCollection], AllowFromPublic: true }]),
    })
    this.collection = new aoss.CfnCollection(this, 'Collection', {
      name,
      type: 'SEARCH',
      description: 'Products, to be searched',
      standbyReplicas: settings.retainData ? 'ENABLED' : 'DISABLED',
    })
    this.collection.applyRemovalPolicy(settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
    this.collection.addResourceDependency(encryption)
    this.collection.addResourceDependency(network)
    new aoss.CfnAccessPolicy(this, 'Access', {
      name,
      type: 'data',
      policy: Lazy.string({
        produce: () =>
          stack.toJsonString([
            {
              Rules: [{ ResourceType: 'index', Resource: [`index/${name}/*`], Permission: indexPermissions }],
              Principal: this.#principals,
            },
          ]),
      }),
    })
  }

  grant(fn: NodeFunction): void {
    this.#principals.push(fn.function.role!.roleArn)
    fn.allow(['aoss:APIAccessAll'], [this.collection.attrArn], {
      SEARCH_ENDPOINT: this.collection.attrCollectionEndpoint,
    })
  }
}

const indexPermissions = ['aoss:CreateIndex', 'aoss:DescribeIndex', 'aoss:ReadDocument', 'aoss:WriteDocument']
