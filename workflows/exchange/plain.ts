/** What cells of one file are compared by, of which there are tens of thousands: case and blanks make no difference. */
export const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
