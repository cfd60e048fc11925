export type DemoAccount = {
  email: string
  name: string
  role: 'customer' | 'staff' | 'admin'
  locale: 'en' | 'zh'
  address?: {
    recipient: string
    /** E.164. */
    phone: string
    line1: string
    line2?: string
    city: string
    region?: string
    postalCode: string
    /** ISO 3166-1 alpha-2. */
    country: string
  }
}

/** Password of every demo account unless the stage's settings name another. */
export const defaultPassword = 'Tradewind-Local-1'

/** For the local and dev stages only; a prod stage must never hold them. */
export const accounts: DemoAccount[] = [
  {
    email: 'customer@tradewind.example',
    name: 'Mara Ellwood',
    role: 'customer',
    locale: 'en',
    address: {
      recipient: 'Mara Ellwood',
      phone: '+15035550142',
      line1: '218 Alder Lane',
      line2: 'Apartment 3',
      city: 'Portland',
      region: 'OR',
      postalCode: '97205',
      country: 'US',
    },
  },
  { email: 'staff@tradewind.example', name: 'Tomas Lindqvist', role: 'staff', locale: 'en' },
  { email: 'admin@tradewind.example', name: '林若舟', role: 'admin', locale: 'zh' },
]
