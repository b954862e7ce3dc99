export * from '#server/html/govuk-blocks.ts'
export * from '#server/html/govuk-fields.ts'
