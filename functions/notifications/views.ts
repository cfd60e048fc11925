import type { Notification, Preferences } from './schemas.ts'
import type { Delivery, InboxItem, PreferencesItem } from './table.ts'

export const inboxNotification = (item: InboxItem): Notification => ({
  id: item.notificationId,
  channel: 'inApp',
  template: item.template,
  status: 'SENT',
  title: item.title,
  text: item.text,
  ...(item.orderId === undefined ? {} : { orderId: item.orderId }),
  createdAt: item.createdAt,
  sentAt: item.createdAt,
  ...(item.readAt === undefined ? {} : { readAt: item.readAt }),
  version: item.version,
})

/** Of a message that was just asked for. */
export const requestedNotification = (delivery: Delivery): Notification => ({
  id: delivery.notificationId,
  channel: delivery.channel,
  template: delivery.template,
  status: 'PENDING',
  createdAt: delivery.createdAt,
  version: 1,
})

export const toPreferences = ({ channels, quietHours, version }: PreferencesItem): Preferences => ({
  channels,
  ...(quietHours ? { quietHours } : {}),
  version,
})
