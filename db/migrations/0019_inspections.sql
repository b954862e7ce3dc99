CREATE TABLE "inspections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"same_ref" text collate "C",
	"title" text NOT NULL,
	"setting" text NOT NULL,
	"urn" text DEFAULT '' NOT NULL,
	"inspector" text NOT NULL,
	"visit" text NOT NULL,
	"inspected_on" date NOT NULL,
	"precision" text DEFAULT 'day' NOT NULL,
	"published_on" date,
	"judgement" text DEFAULT '' NOT NULL,
	"aspects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"judgement_before" text DEFAULT '' NOT NULL,
	"judgement_before_on" date,
	"next_expected" text DEFAULT '' NOT NULL,
	"url" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"recommendation_ids" uuid[] DEFAULT '{}' NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inspections_ref" UNIQUE("plan_id","ref"),
	CONSTRAINT "inspections_same_ref" UNIQUE("plan_id","same_ref"),
	CONSTRAINT "inspections_setting" CHECK ("setting" in ('home', 'school', 'service', 'localAuthority', 'other')),
	CONSTRAINT "inspections_visit" CHECK ("visit" in ('full', 'short', 'monitoring', 'focused', 'assurance', 'jointTargeted', 'other')),
	CONSTRAINT "inspections_precision" CHECK ("precision" in ('day', 'month')),
	CONSTRAINT "inspections_state" CHECK ("state" in ('recorded', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject_kind";--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inspections_plan" ON "inspections" USING btree ("plan_id","inspected_on","id");--> statement-breakpoint
CREATE INDEX "inspections_title_words" ON "inspections" USING gin (search_words("ref", "title"));--> statement-breakpoint
CREATE INDEX "inspections_text_words" ON "inspections" USING gin (search_words("urn", "inspector", "judgement", "note"));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject_kind" CHECK ("subject_kind" in ('plan', 'priority', 'measure', 'action', 'milestone', 'blocker', 'extension', 'person', 'meeting', 'inspection'));