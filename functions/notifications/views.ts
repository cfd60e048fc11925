import type { Notification, Preferences } from './schemas.ts'
import type { Delivery, DeliveryItem, InboxItem, PreferencesItem } from './table.ts'

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

/** An e-mail or text message; what it said is not kept. */
export const sentMessage = (item: DeliveryItem): Notification => ({
  id: item.notificationId,
  channel: item.channel,
  template: item.template,
  status: item.status,
  ...(item.orderId === undefined ? {} : { orderId: item.orderId }),
  createdAt: item.createdAt,
  ...(item.sentAt === undefined ? {} : { sentAt: item.sentAt }),
  version: item.version,
})

export const toPreferences = ({ channels, quietHours, version }: PreferencesItem): Preferences => ({
  channels,
  ...(quietHours ? { quietHours } : {}),
  version,
})
