/** Resource types that change nothing a local run can see, each with the reason. Their properties are not read. */
const operations = 'Metrics and alarms are watched in the deployed account.'
const edge = 'Clients of a local run reach the HTTP API itself, without the edge in front of it.'
const deployment = 'It matters to a deployment only.'

export const inertTypes: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': deployment,
  'AWS::CloudFormation::WaitConditionHandle': deployment,
  'AWS::ApiGatewayV2::DomainName': edge,
  'AWS::ApiGatewayV2::ApiMapping': edge,
  'AWS::ApiGatewayV2::Deployment': deployment,
  'AWS::CertificateManager::Certificate': edge,
  'AWS::Route53::RecordSet': edge,
  'AWS::CloudFront::CachePolicy': edge,
  'AWS::CloudFront::Distribution': edge,
  'AWS::CloudFront::Function': edge,
  'AWS::CloudFront::OriginAccessControl': edge,
  'AWS::CloudFront::OriginRequestPolicy': edge,
  'AWS::CloudFront::ResponseHeadersPolicy': edge,
  'AWS::WAFv2::WebACL': edge,
  'AWS::WAFv2::WebACLAssociation': edge,
  'AWS::WAFv2::LoggingConfiguration': edge,
  'AWS::CloudWatch::Alarm': operations,
  'AWS::CloudWatch::CompositeAlarm': operations,
  'AWS::CloudWatch::AnomalyDetector': operations,
  'AWS::CloudWatch::Dashboard': operations,
  'AWS::Logs::MetricFilter': operations,
  'AWS::Logs::QueryDefinition': operations,
  'AWS::Logs::ResourcePolicy': 'Log delivery is not authorised locally.',
  'AWS::Synthetics::Canary': operations,
  'AWS::XRay::Group': operations,
  'AWS::XRay::SamplingRule': operations,
  'AWS::Budgets::Budget': operations,
  'AWS::ApplicationAutoScaling::ScalableTarget': 'Local tables and functions do not scale.',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'Local tables and functions do not scale.',
  'AWS::Backup::BackupPlan': 'Local data is backed up by copying the data folder.',
  'AWS::Backup::BackupSelection': 'Local data is backed up by copying the data folder.',
  'AWS::Backup::BackupVault': 'Local data is backed up by copying the data folder.',
}

/** Properties that no type needs locally. */
export const inertProperties: Readonly<Record<string, string>> = {
  Tags: 'Tags are for cost and ownership reports.',
}
