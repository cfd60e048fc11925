import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { awsLimits } from './limits.ts'

export const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(awsLimits), {
  marshallOptions: { removeUndefinedValues: true },
})
