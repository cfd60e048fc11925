import { ArnFormat, Stack } from 'aws-cdk-lib'
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2'
import { CfnPermission } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { NodeFunction } from './node-function.ts'

export interface EndpointProps {
  readonly api: apigateway.IHttpApi
  readonly function: NodeFunction
  /** `GET /api/products/{id}`, or `$default` */
  readonly routeKey: string
  /** Absent for public routes. */
  readonly authorizerId?: string | undefined
}

/** A route of the HTTP API, its integration, and the permission for exactly that route. */
export class Endpoint extends Construct {
  constructor(scope: Construct, id: string, props: EndpointProps) {
    super(scope, id)
    const { api, routeKey } = props
    const functionArn = props.function.alias.functionArn
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: functionArn,
      payloadFormatVersion: '2.0',
    })
    new CfnRoute(this, 'Route', {
      apiId: api.apiId,
      routeKey,
      target: `integrations/${integration.ref}`,
      ...(props.authorizerId
        ? { authorizationType: 'CUSTOM', authorizerId: props.authorizerId }
        : { authorizationType: 'NONE' }),
    })
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: api.apiId,
        resourceName: routeKey === '$default' ? '*/$default' : `*/*${routeKey.slice(routeKey.indexOf(' ') + 1)}`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    })
  }
}
