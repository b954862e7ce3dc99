/** What stands where something was taken out. */
export const TAKEN_OUT = '[taken out]'

/** What stands in place of an address that was taken out: by RFC 2606 it leads nowhere. */
export const TAKEN_OUT_URL = 'https://taken-out.invalid/'
