import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { Problem } from '../../shared/errors.ts'
import { getItem, isConditionFailure } from '../../shared/table.ts'
import {
  type ChannelChanges,
  type ChannelSettings,
  defaultChannels,
  mergeChannels,
  type QuietHours,
} from '../domain/preferences.ts'

export interface PreferencesItem {
  readonly channels: ChannelSettings
  readonly quietHours?: QuietHours | undefined
  /** 0 as long as nothing was stored. */
  readonly version: number
}

const ATTEMPTS = 5
const preferencesKey = (userId: string) => ({ pk: `USER#${userId}`, sk: 'PREFERENCES' })

export const getPreferencesItem = async (userId: string): Promise<PreferencesItem> =>
  (await getItem<PreferencesItem>(preferencesKey(userId))) ?? { channels: defaultChannels, version: 0 }

/** @throws {Problem} VERSION_MISMATCH when `ifMatch` is not the current version */
export async function changePreferences(
  userId: string,
  change: { channels?: ChannelChanges | undefined; quietHours?: QuietHours | null | undefined },
  ifMatch: number | undefined,
): Promise<PreferencesItem> {
  for (let attempt = 1; ; attempt++) {
    const current = await getPreferencesItem(userId)
    if (ifMatch !== undefined && ifMatch !== current.version) {
      throw new Problem('VERSION_MISMATCH', 'The preferences were changed since you read them. Read them again.')
    }
    const quietHours = change.quietHours === undefined ? current.quietHours : (change.quietHours ?? undefined)
    const next: PreferencesItem = {
      channels: mergeChannels(current.channels, change.channels ?? {}),
      quietHours,
      version: current.version + 1,
    }
    try {
      await dynamodb.send(
        new PutCommand({
          TableName: env.tableName,
          Item: { ...preferencesKey(userId), ...next },
          ConditionExpression: 'attribute_not_exists(pk) OR #version = :seen',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':seen': current.version },
        }),
      )
      return next
    } catch (error) {
      if (!isConditionFailure(error)) throw error
      if (attempt >= ATTEMPTS) throw new Problem('CONFLICT', 'Your preferences are being changed elsewhere. Try again.')
    }
  }
}
