/** Takes the place of @aws-sdk/credential-provider-node in the bundles: Lambda's credentials are in its environment. */
import { fromEnv } from '@aws-sdk/credential-provider-env'

export const defaultProvider = () => fromEnv()
