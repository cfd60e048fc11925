import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItem, queryAll } from '../../shared/table.ts'
import type { Category, CategoryNode } from '../domain/category-tree.ts'
import { CATEGORIES, categoryKey } from './keys.ts'

export type CategoryItem = Category & {
  /** It moved, and its products may still be in the lists of the old place. */
  readonly moved?: boolean
}

export const getCategory = (slug: string): Promise<CategoryItem | undefined> => getItem<CategoryItem>(categoryKey(slug))

/** All of them: a shop has tens to a few hundred. */
export const getCategories = (): Promise<CategoryItem[]> =>
  queryAll<CategoryItem>({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': CATEGORIES },
    ConsistentRead: true,
  })

/** Creates or changes a category; its count stays. */
export async function putCategory(node: CategoryNode, path: readonly string[], moved: boolean): Promise<void> {
  await dynamodb.send(
    new UpdateCommand({
      TableName: env.tableName,
      Key: categoryKey(node.slug),
      UpdateExpression: `SET slug = :slug, #name = :name, #position = :position, #path = :path, productCount = if_not_exists(productCount, :zero)${
        moved ? ', moved = :moved' : ''
      }${node.parent === undefined ? ' REMOVE parent' : ', parent = :parent'}`,
      ExpressionAttributeNames: { '#name': 'name', '#position': 'position', '#path': 'path' },
      ExpressionAttributeValues: {
        ':slug': node.slug,
        ':name': node.name,
        ':position': node.position,
        ':path': path,
        ':zero': 0,
        ...(moved ? { ':moved': true } : {}),
        ...(node.parent === undefined ? {} : { ':parent': node.parent }),
      },
    }),
  )
}

/** Its products are in the lists of its place. */
export async function settleCategory(slug: string): Promise<void> {
  await dynamodb.send(
    new UpdateCommand({ TableName: env.tableName, Key: categoryKey(slug), UpdateExpression: 'REMOVE moved' }),
  )
}
