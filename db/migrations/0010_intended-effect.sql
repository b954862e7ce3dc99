CREATE TABLE "action_measures" (
	"action_id" uuid NOT NULL,
	"measure_id" uuid NOT NULL,
	CONSTRAINT "action_measures_action_id_measure_id_pk" PRIMARY KEY("action_id","measure_id")
);
--> statement-breakpoint
ALTER TABLE "actions" ADD COLUMN "intended_effect" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "action_measures" ADD CONSTRAINT "action_measures_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_measures" ADD CONSTRAINT "action_measures_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_measures_measure" ON "action_measures" USING btree ("measure_id");