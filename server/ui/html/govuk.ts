export * from './govuk-blocks.ts'
export * from './govuk-fields.ts'
