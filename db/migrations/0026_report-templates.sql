CREATE TABLE "report_templates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"title" text NOT NULL,
	"for" text DEFAULT '' NOT NULL,
	"body" text NOT NULL,
	"approver" text DEFAULT '' NOT NULL,
	"sections" jsonb NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_templates_state" CHECK ("state" in ('inUse', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject_kind";--> statement-breakpoint
ALTER TABLE "report_templates" ADD CONSTRAINT "report_templates_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_templates_plan" ON "report_templates" USING btree ("plan_id","id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject_kind" CHECK ("subject_kind" in ('plan', 'priority', 'measure', 'action', 'milestone', 'blocker', 'extension', 'person', 'meeting', 'inspection', 'report', 'section', 'decision', 'reportTemplate'));