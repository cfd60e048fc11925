/** E-mail addresses that differ only in case, width or composition are the same account. */
export const normalizeEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase().normalize('NFKC')
