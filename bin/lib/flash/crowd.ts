/**
 * Customers with access tokens but without accounts: 5,000 password hashes would take longer than the sale. The tokens are
 * signed with the local shop's own key, as only the operator of this machine can.
 */
import { KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { newId } from '../../../functions/shared/ids.ts'
import { accessTokenClaims } from '../../../functions/users/domain/access-token.ts'
import { joseFromDer } from '../../../functions/users/domain/ecdsa-signature.ts'
import { inParallel } from '../in-parallel.ts'

/** @param like an access token of the shop: names the key that signs. @returns access tokens, each of another customer */
export async function signIn(endpoint: string, like: string, count: number): Promise<string[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const kms = new KMSClient({ endpoint, region: 'us-east-1', credentials })
  const header = like.split('.')[0]!
  const tokens: string[] = []
  await inParallel(Array.from({ length: count }), 8, async () => {
    const claims = accessTokenClaims({
      userId: newId(),
      role: 'customer',
      sessionId: newId(),
      generation: 0,
      tokenId: newId(),
      stage: 'local',
      now: new Date(),
    })
    const unsigned = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
    const { Signature } = await kms.send(
      new SignCommand({
        KeyId: 'alias/tradewind-local-access-tokens',
        Message: Buffer.from(unsigned),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    )
    tokens.push(`${unsigned}.${joseFromDer(Signature!).toString('base64url')}`)
  })
  kms.destroy()
  return tokens
}
