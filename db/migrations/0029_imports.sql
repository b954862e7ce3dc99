CREATE TABLE "import_contents" (
	"import_id" uuid PRIMARY KEY NOT NULL,
	"workbook" "bytea",
	"reading" "bytea",
	"answers" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid,
	"title" text DEFAULT '' NOT NULL,
	"file_name" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"sheet" text,
	"header_row" integer,
	"columns" jsonb NOT NULL,
	"counts" jsonb NOT NULL,
	"result" jsonb,
	"created_by" uuid NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "imports_state" CHECK ("state" in ('open', 'imported', 'discarded'))
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject_kind";--> statement-breakpoint
ALTER TABLE "import_contents" ADD CONSTRAINT "import_contents_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "imports_plan" ON "imports" USING btree ("plan_id","id");--> statement-breakpoint
CREATE INDEX "imports_created_by" ON "imports" USING btree ("created_by","id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject_kind" CHECK ("subject_kind" in ('plan', 'priority', 'measure', 'action', 'milestone', 'blocker', 'extension', 'person', 'meeting', 'inspection', 'report', 'section', 'decision', 'reportTemplate', 'import'));