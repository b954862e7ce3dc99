import type { Council } from './council.ts'
import { cellsOfCouncils } from './councils-cells.ts'
import { filesOfCouncils } from './councils-files.ts'
import { tablesOfCouncils } from './councils-tables.ts'

/** Whole workbooks as councils keep them. */
export const councils: readonly Council[] = [...tablesOfCouncils, ...cellsOfCouncils, ...filesOfCouncils]
