ALTER TABLE "sections" DROP CONSTRAINT "sections_kind";--> statement-breakpoint
ALTER TABLE "decision_records" ADD COLUMN "exempt_paragraph" smallint;--> statement-breakpoint
ALTER TABLE "decision_records" ADD COLUMN "exempt_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_kind" CHECK ("kind" in ('narrative', 'performance', 'grades', 'inspections', 'priorities', 'actions', 'planOnAPage', 'changes', 'recommendations', 'standing', 'signature', 'decisions'));