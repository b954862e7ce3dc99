CREATE TABLE "word_templates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"styles" text NOT NULL,
	"theme" text,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "word_templates_plan" UNIQUE("plan_id")
);
--> statement-breakpoint
ALTER TABLE "word_templates" ADD CONSTRAINT "word_templates_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_templates" ADD CONSTRAINT "word_templates_set_by_people_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;