import { PasswordChanged } from '../../../contracts/events/password-changed.ts'
import { Problem } from '../../shared/errors.ts'
import { type EventContext, publish } from '../../shared/outbox.ts'
import { type TransactItem, transact } from '../../shared/table.ts'
import { type UserItem, userKey } from './accounts.ts'
import { putEndedSessions } from './ended-sessions.ts'
import { forgetLoginFailures } from './login-failures.ts'
import { getLiveSession, sessionKey } from './sessions.ts'

/**
 * Sets a new password and ends every session but `keptSessionId`, in one transaction with `also`. Failed logins are
 * forgotten: who comes here has proved to be the owner.
 * @throws {Problem} CONFLICT when the password was changed since the user was read
 */
export async function setPassword(
  user: UserItem,
  change: { passwordHash: string; keptSessionId?: string },
  context: EventContext,
  also: readonly TransactItem[] = [],
): Promise<void> {
  const { userId, email } = user
  const generation = (user.sessionGeneration ?? 0) + 1
  const kept = change.keptSessionId && (await getLiveSession(change.keptSessionId, userId, context.now))
  await transact([
    ...also,
    {
      update: {
        Key: userKey(userId),
        UpdateExpression: 'SET passwordHash = :hash, sessionGeneration = :generation',
        ConditionExpression: 'passwordHash = :old',
        ExpressionAttributeValues: {
          ':hash': change.passwordHash,
          ':old': user.passwordHash,
          ':generation': generation,
        },
      },
      onConditionFailed: () => new Problem('CONFLICT', 'The password was changed at the same time. Log in again.'),
    },
    ...(kept
      ? [
          {
            update: {
              Key: sessionKey(kept.sessionId),
              UpdateExpression: 'SET generation = :generation',
              ConditionExpression: 'attribute_exists(pk)',
              ExpressionAttributeValues: { ':generation': generation },
            },
          },
        ]
      : []),
    putEndedSessions({ userId, generation, keptSessionId: kept ? kept.sessionId : undefined }, context.now),
    forgetLoginFailures(email),
    publish(PasswordChanged, userId, { userId }, context),
  ])
}
