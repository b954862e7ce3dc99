/** How large a spreadsheet may be that is read: each limit is named where it is passed. */
export const spreadsheetLimits = {
  /** Bytes of the file. */
  bytes: 5 * 1024 ** 2,
  /** Bytes of what is packed in it, by what it declares. */
  unpacked: 50 * 1024 ** 2,
  /** Files that are packed in it. */
  entries: 200,
  /** Rows of a sheet with something in them. */
  rows: 5_000,
  columns: 200,
  /** Cells of all sheets with something in them. */
  cells: 400_000,
  sheets: 100,
  /** Characters of a cell, which is what Excel takes. */
  cell: 32_767,
} as const
