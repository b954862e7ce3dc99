CREATE TABLE "action_contributors" (
	"action_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "action_contributors_action_id_person_id_pk" PRIMARY KEY("action_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "action_recommendations" (
	"action_id" uuid NOT NULL,
	"recommendation_id" uuid NOT NULL,
	CONSTRAINT "action_recommendations_action_id_recommendation_id_pk" PRIMARY KEY("action_id","recommendation_id")
);
--> statement-breakpoint
CREATE TABLE "actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"priority_id" uuid NOT NULL,
	"horizon_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"owner_id" uuid,
	"owner_post" text,
	"agency_id" uuid,
	"start_on" date,
	"baseline_due_on" date,
	"due_on" date,
	"forecast_on" date,
	"own_rating" text,
	"times_extended" integer NOT NULL,
	"regulator_date" boolean NOT NULL,
	"critical" boolean NOT NULL,
	"agreed_on" date,
	"last_update_on" date,
	"submitted_on" date,
	"submitted_by" uuid,
	"endorsed_on" date,
	"endorsed_by" uuid,
	"signed_off_on" date,
	"signed_off_by" uuid,
	"embed_check_on" date,
	"successor_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "actions_ref" UNIQUE("plan_id","ref"),
	CONSTRAINT "actions_state" CHECK ("state" in ('draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'signedOff', 'embedded', 'returned', 'cancelled', 'superseded')),
	CONSTRAINT "actions_own_rating" CHECK (own_rating in ('amber', 'red')),
	CONSTRAINT "actions_version" CHECK (version > 0)
);
--> statement-breakpoint
CREATE TABLE "blockers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"state" text NOT NULL,
	"what" text NOT NULL,
	"waiting_on" text NOT NULL,
	"since_on" date NOT NULL,
	"critical" boolean NOT NULL,
	"raised_by" uuid NOT NULL,
	"how" text,
	"resolved_on" date,
	CONSTRAINT "blockers_state" CHECK ("state" in ('open', 'resolved'))
);
--> statement-breakpoint
CREATE TABLE "criteria" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"criterion_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"dated_on" date NOT NULL,
	"independent" boolean NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "evidence_kind" CHECK ("kind" in ('document', 'audit', 'data', 'feedback', 'observation'))
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason_code" text NOT NULL,
	"text" text NOT NULL,
	"effect" text,
	"mitigation" text,
	"previous_due_on" date NOT NULL,
	"due_on" date NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	"decision_reason" text,
	"regulator_agreement" text,
	CONSTRAINT "extensions_state" CHECK ("state" in ('requested', 'granted', 'refused', 'withdrawn')),
	CONSTRAINT "extensions_reason" CHECK ("reason_code" in ('capacity', 'dependency', 'scope', 'partner', 'procurement', 'evidence', 'other'))
);
--> statement-breakpoint
CREATE TABLE "milestones" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"due_on" date NOT NULL,
	"met_on" date,
	"times_replanned" integer NOT NULL,
	CONSTRAINT "milestones_state" CHECK ("state" in ('planned', 'met', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"note" text NOT NULL,
	"forecast_on" date,
	"own_rating" text,
	"what_changed" text
);
--> statement-breakpoint
CREATE TABLE "agencies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "agencies_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"period" text NOT NULL,
	"person_id" uuid NOT NULL,
	"action_id" uuid,
	"state" text NOT NULL,
	"to_name" text NOT NULL,
	"to_address" text NOT NULL,
	"lines" jsonb NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"html" text DEFAULT '' NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"late" boolean NOT NULL,
	"attempts" integer NOT NULL,
	"next_try_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"fence" integer NOT NULL,
	"handed_off_at" timestamp (3) with time zone,
	"ambiguous" boolean NOT NULL,
	"reply" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_once" UNIQUE("kind","period","person_id"),
	CONSTRAINT "deliveries_state" CHECK ("state" in ('queued', 'sending', 'handedOff', 'sent', 'failed', 'nothingDue', 'superseded')),
	CONSTRAINT "deliveries_kind" CHECK ("kind" in ('ownerDigest', 'assigned', 'submitted', 'returned', 'endorsed', 'signedOff', 'extensionRequested', 'extensionGranted', 'extensionRefused'))
);
--> statement-breakpoint
CREATE TABLE "digest_weeks" (
	"week" date PRIMARY KEY NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"expected" integer NOT NULL,
	"late" boolean NOT NULL,
	"superseded" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"event" text NOT NULL,
	"from_state" text,
	"to_state" text,
	"actor_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"payload" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	CONSTRAINT "events_version" UNIQUE("aggregate_id","version"),
	CONSTRAINT "events_subject_kind" CHECK ("subject_kind" in ('plan', 'priority', 'action', 'milestone', 'blocker', 'extension', 'person'))
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"post" text DEFAULT '' NOT NULL,
	"agency_id" uuid,
	"left_on" date,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "horizons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"name" text NOT NULL,
	"label" text NOT NULL,
	"first_on" date NOT NULL,
	"last_on" date NOT NULL,
	CONSTRAINT "horizons_name" UNIQUE("plan_id","name"),
	CONSTRAINT "horizons_known" CHECK ("name" in ('short', 'medium', 'long'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"plan_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "memberships_plan_id_person_id_pk" PRIMARY KEY("plan_id","person_id"),
	CONSTRAINT "memberships_role" CHECK ("role" in ('administrator', 'chair', 'viceChair', 'member', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"vision" text DEFAULT '' NOT NULL,
	"owner_body" text DEFAULT '' NOT NULL,
	"challenges" text[] DEFAULT '{}' NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"first_on" date,
	"last_on" date,
	"active_from" date,
	"digests_from" date,
	"closure" text DEFAULT 'twoKeys' NOT NULL,
	"due_soon_days" smallint DEFAULT 14 NOT NULL,
	"stale_days" smallint DEFAULT 35 NOT NULL,
	"far_late_days" smallint DEFAULT 28 NOT NULL,
	"embed_after_days" smallint DEFAULT 90 NOT NULL,
	"often_extended" smallint DEFAULT 2 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plans_state" CHECK ("state" in ('draft', 'submitted', 'active', 'closed')),
	CONSTRAINT "plans_closure" CHECK ("closure" in ('twoKeys', 'oneKey'))
);
--> statement-breakpoint
CREATE TABLE "recommendations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"paragraph" text DEFAULT '' NOT NULL,
	"text" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "recommendations_ref" UNIQUE("plan_id","ref")
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"priority_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"polarity" text NOT NULL,
	"baseline" text,
	"target" text,
	"target_on" date,
	"note" text DEFAULT '' NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "measures_ref" UNIQUE("plan_id","ref"),
	CONSTRAINT "measures_unit" CHECK ("unit" in ('count', 'percent', 'rate', 'ratio', 'judgement')),
	CONSTRAINT "measures_polarity" CHECK ("polarity" in ('higherIsBetter', 'lowerIsBetter', 'nearTarget', 'contextOnly'))
);
--> statement-breakpoint
CREATE TABLE "priorities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"parent_id" uuid,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"impact" text DEFAULT '' NOT NULL,
	"lead_id" uuid,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"outcome_confidence" text NOT NULL,
	"confidence_note" text DEFAULT '' NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "priorities_ref" UNIQUE("plan_id","ref"),
	CONSTRAINT "priorities_state" CHECK ("state" in ('draft', 'active', 'delivered', 'sustained', 'paused')),
	CONSTRAINT "priorities_confidence" CHECK ("outcome_confidence" in ('high', 'medium', 'low', 'noData'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "action_contributors" ADD CONSTRAINT "action_contributors_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_contributors" ADD CONSTRAINT "action_contributors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_recommendations" ADD CONSTRAINT "action_recommendations_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_recommendations" ADD CONSTRAINT "action_recommendations_recommendation_id_recommendations_id_fk" FOREIGN KEY ("recommendation_id") REFERENCES "public"."recommendations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_priority_id_priorities_id_fk" FOREIGN KEY ("priority_id") REFERENCES "public"."priorities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_horizon_id_horizons_id_fk" FOREIGN KEY ("horizon_id") REFERENCES "public"."horizons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_submitted_by_people_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_endorsed_by_people_id_fk" FOREIGN KEY ("endorsed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_signed_off_by_people_id_fk" FOREIGN KEY ("signed_off_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blockers" ADD CONSTRAINT "blockers_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blockers" ADD CONSTRAINT "blockers_raised_by_people_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria" ADD CONSTRAINT "criteria_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_criterion_id_criteria_id_fk" FOREIGN KEY ("criterion_id") REFERENCES "public"."criteria"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "horizons" ADD CONSTRAINT "horizons_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_priority_id_priorities_id_fk" FOREIGN KEY ("priority_id") REFERENCES "public"."priorities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "priorities" ADD CONSTRAINT "priorities_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "priorities" ADD CONSTRAINT "priorities_lead_id_people_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_contributors_person" ON "action_contributors" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "action_recommendations_recommendation" ON "action_recommendations" USING btree ("recommendation_id");--> statement-breakpoint
CREATE INDEX "actions_due" ON "actions" USING btree ("due_on","id");--> statement-breakpoint
CREATE INDEX "actions_plan_due" ON "actions" USING btree ("plan_id","due_on","id");--> statement-breakpoint
CREATE INDEX "actions_owner" ON "actions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "actions_priority" ON "actions" USING btree ("priority_id");--> statement-breakpoint
CREATE INDEX "blockers_action" ON "blockers" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "criteria_action" ON "criteria" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "evidence_action" ON "evidence" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "extensions_action" ON "extensions" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "milestones_action" ON "milestones" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "updates_action" ON "updates" USING btree ("action_id","at");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("next_try_at") WHERE state in ('queued', 'sending', 'handedOff');--> statement-breakpoint
CREATE INDEX "deliveries_created" ON "deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "events_plan" ON "events" USING btree ("plan_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "memberships_person" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "priorities_lead" ON "priorities" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");