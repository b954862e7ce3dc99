export type StrayErrors = { seen: unknown[]; stop: () => void }

/** Collects what was thrown or rejected where nobody could catch it. */
export function watchStrayErrors(): StrayErrors {
  const seen: unknown[] = []
  const note = (error: unknown) => seen.push(error)
  process.on('uncaughtException', note)
  process.on('unhandledRejection', note)
  return {
    seen,
    stop: () => {
      process.off('uncaughtException', note)
      process.off('unhandledRejection', note)
    },
  }
}
