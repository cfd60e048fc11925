import * as z from 'zod/mini'
import { defineTemplate } from '../template.ts'

export const passwordChanged = defineTemplate({
  name: 'password-changed',
  category: 'account',
  data: z.strictObject({}),
  wording: {
    en: () => ({
      subject: 'Your password was changed',
      blocks: [
        'The password of your Tradewind account was just changed, and your other devices were logged out.',
        'If it was not you, set a new one at once by “Forgotten password”, and check who can read your e-mail.',
      ],
      short: 'The password of your Tradewind account was changed. If it was not you, set a new one at once.',
    }),
    zh: () => ({
      subject: '您的密码已更改',
      blocks: [
        '您的 Tradewind 账户密码刚刚已更改，其他设备上的登录均已退出。',
        '如非本人操作，请立即通过“忘记密码”重新设置密码，并检查您的邮箱是否安全。',
      ],
      short: '您的 Tradewind 账户密码已更改。如非本人操作，请立即重新设置密码。',
    }),
  },
})
