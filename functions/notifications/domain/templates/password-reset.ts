import * as z from 'zod/mini'
import { defineTemplate } from '../template.ts'

const Data = z.strictObject({ code: z.string(), minutes: z.int() })

export const passwordReset = defineTemplate({
  name: 'password-reset',
  category: 'account',
  data: Data,
  wording: {
    en: ({ code, minutes }) => ({
      subject: 'Your code for a new password',
      blocks: [
        'Somebody, hopefully you, asked for a new password for your Tradewind account. Enter this code to set one:',
        { rows: [['Code', code]] },
        `It is good for ${minutes} minutes, once. If it was not you, do nothing: your password stays as it is.`,
      ],
      short: `Your Tradewind code for a new password: ${code}. It is good for ${minutes} minutes.`,
    }),
    zh: ({ code, minutes }) => ({
      subject: '您的密码重置验证码',
      blocks: [
        '我们收到了重置您 Tradewind 账户密码的请求。请输入以下验证码设置新密码：',
        { rows: [['验证码', code]] },
        `验证码 ${minutes} 分钟内有效，仅可使用一次。如非本人操作，请忽略此邮件，您的密码不会改变。`,
      ],
      short: `您的 Tradewind 密码重置验证码：${code}，${minutes} 分钟内有效。`,
    }),
  },
})
