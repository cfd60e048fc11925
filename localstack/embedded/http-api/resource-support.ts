/** Which CloudFormation types and properties of HTTP APIs are emulated, and what is ignored why. */
import { createHash } from 'node:crypto'
import type { IdentifyContext, ResourceSupport } from '../types.ts'

/** Ids as API Gateway makes them: ten characters of a–z and 0–9; the same in every run. */
function shortId({ stack, logicalId }: IdentifyContext): string {
  const number = BigInt(`0x${createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')}`)
  return number.toString(36).slice(-10)
}

const byShortId = (kind: string, attribute?: string): ResourceSupport['identify'] => {
  return (context) => {
    const id = shortId(context)
    return { physicalId: id, arn: `${kind}/${id}`, attributes: attribute ? { [attribute]: id } : {} }
  }
}

/** @param urlOf the address of an API's server, which is opened before its identity is asked for. */
export const resources = (urlOf: (stack: string, logicalId: string) => string): Record<string, ResourceSupport> => ({
  'AWS::ApiGatewayV2::Api': {
    honoured: ['CorsConfiguration', 'Name', 'ProtocolType'],
    ignored: {
      Description: 'Text only.',
      DisableExecuteApiEndpoint: 'The local address is the only one.',
      IpAddressType: 'The local address is 127.0.0.1.',
      RouteSelectionExpression: 'It is fixed for HTTP APIs.',
      Version: 'Text only.',
    },
    identify(context) {
      const id = shortId(context)
      const url = urlOf(context.stack, context.logicalId)
      const arn = `arn:aws:apigateway:${context.region}::/apis/${id}`
      return { physicalId: id, arn, attributes: { ApiEndpoint: url, ApiId: id } }
    },
  },
  'AWS::ApiGatewayV2::Stage': {
    honoured: ['AccessLogSettings', 'ApiId', 'DefaultRouteSettings', 'RouteSettings', 'StageName', 'StageVariables'],
    ignored: {
      AutoDeploy: 'There is nothing to deploy locally.',
      DeploymentId: 'There is nothing to deploy locally.',
      Description: 'Text only.',
    },
    identify: (context) => {
      const name = String(context.property('StageName'))
      return { physicalId: name, arn: `stages/${name}` }
    },
  },
  'AWS::ApiGatewayV2::Route': {
    honoured: ['ApiId', 'AuthorizationType', 'AuthorizerId', 'RouteKey', 'Target'],
    ignored: { OperationName: 'Text only.' },
    identify: byShortId('routes', 'RouteId'),
  },
  'AWS::ApiGatewayV2::Integration': {
    honoured: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    ignored: {
      ConnectionType: 'There is one network locally.',
      Description: 'Text only.',
      IntegrationMethod: 'Lambda is always invoked by POST.',
    },
    identify: byShortId('integrations', 'IntegrationId'),
  },
  'AWS::ApiGatewayV2::Authorizer': {
    honoured: [
      'ApiId',
      'AuthorizerPayloadFormatVersion',
      'AuthorizerResultTtlInSeconds',
      'AuthorizerType',
      'AuthorizerUri',
      'EnableSimpleResponses',
      'IdentitySource',
      'Name',
    ],
    identify: byShortId('authorizers', 'AuthorizerId'),
  },
})
