import type { Service } from '../shared/service.ts'
import { addAddress } from './add-address/route.ts'
import { authorizer } from './authorizer/authorizer.ts'
import { changePassword } from './change-password/route.ts'
import { createApiKey } from './create-api-key/route.ts'
import { deleteAddress } from './delete-address/route.ts'
import { deleteApiKey } from './delete-api-key/route.ts'
import { deleteProfile } from './delete-profile/route.ts'
import { exportData } from './export/route.ts'
import { forgotPassword } from './forgot-password/route.ts'
import { getJwks } from './get-jwks/route.ts'
import { getProfile } from './get-profile/route.ts'
import { createAccountDefinition } from './internal/create-account/internal.ts'
import { getAddressDefinition } from './internal/get-address/internal.ts'
import { getContactDefinition } from './internal/get-contact/internal.ts'
import { issueResetCodeDefinition } from './internal/issue-reset-code/internal.ts'
import { listAddresses } from './list-addresses/route.ts'
import { listApiKeys } from './list-api-keys/route.ts'
import { login } from './login/route.ts'
import { logout } from './logout/route.ts'
import { startErasure } from './on/start-erasure/subscriber.ts'
import { refresh } from './refresh/route.ts'
import { register } from './register/route.ts'
import { resetPassword } from './reset-password/route.ts'
import { eraseCustomer } from './steps/erase-customer/step.ts'
import { updateAddress } from './update-address/route.ts'
import { updateProfile } from './update-profile/route.ts'

export const users: Service = {
  name: 'users',
  description: 'Accounts, sessions, address books and service keys; says who calls',
  table: { indexes: ['gsi1'] },
  routes: [
    register,
    login,
    refresh,
    logout,
    changePassword,
    forgotPassword,
    resetPassword,
    getProfile,
    updateProfile,
    deleteProfile,
    exportData,
    listAddresses,
    addAddress,
    updateAddress,
    deleteAddress,
    getJwks,
    createApiKey,
    listApiKeys,
    deleteApiKey,
  ],
  internal: [getAddressDefinition, getContactDefinition, createAccountDefinition, issueResetCodeDefinition],
  steps: [eraseCustomer],
  subscribers: [startErasure],
  authorizer,
}
