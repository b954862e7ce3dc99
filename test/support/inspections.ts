import type { InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import { NOW } from './facts.ts'

/** An inspection of an invented home that was good, with what every entry of the register has. */
export function anInspection(change: Partial<InspectionFacts> = {}): InspectionFacts {
  return {
    id: 'inspection',
    planId: 'plan',
    ref: 'I1',
    title: 'Larch House',
    setting: 'home',
    urn: '',
    inspector: 'Ofsted',
    visit: 'full',
    inspectedOn: '2026-06-10',
    precision: 'day',
    publishedOn: '2026-07-03',
    judgement: 'Good',
    aspects: [],
    judgementBefore: '',
    judgementBeforeOn: null,
    nextExpected: '',
    url: '',
    note: '',
    recommendationIds: [],
    state: 'recorded',
    version: 3,
    createdAt: NOW,
    updatedAt: NOW,
    ...change,
  }
}
