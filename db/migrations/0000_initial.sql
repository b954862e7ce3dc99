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
	"version" integer NOT NULL,
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
CREATE TABLE "api_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"program" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scope" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_tokens_hash" UNIQUE("hash"),
	CONSTRAINT "api_tokens_scope" CHECK ("scope" in ('read', 'write'))
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"period" text NOT NULL,
	"person_id" uuid NOT NULL,
	"action_id" uuid,
	"week" date,
	"slot" text,
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
	CONSTRAINT "deliveries_kind" CHECK ("kind" in ('ownerDigest', 'deputyDigest', 'leadDigest', 'chairDigest', 'administratorDigest', 'assigned', 'submitted', 'returned', 'endorsed', 'signedOff', 'extensionRequested', 'extensionGranted', 'extensionRefused', 'signInCode', 'invitation'))
);
--> statement-breakpoint
CREATE TABLE "digest_weeks" (
	"week" date NOT NULL,
	"slot" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"expected" integer NOT NULL,
	"late" boolean NOT NULL,
	"superseded" boolean NOT NULL,
	CONSTRAINT "digest_weeks_week_slot_pk" PRIMARY KEY("week","slot")
);
--> statement-breakpoint
CREATE TABLE "deputies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"deputy_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "deputies_days" CHECK (from_on <= until_on),
	CONSTRAINT "deputies_somebody_else" CHECK (deputy_id <> owner_id)
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
	CONSTRAINT "events_subject_kind" CHECK ("subject_kind" in ('plan', 'priority', 'measure', 'action', 'milestone', 'blocker', 'extension', 'person', 'meeting'))
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"fence" integer NOT NULL,
	"status" smallint,
	"headers" jsonb,
	"body" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_once" UNIQUE("person_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject"),
	CONSTRAINT "identities_person" UNIQUE("issuer","person_id")
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"priority_id" uuid,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"definition" text DEFAULT '' NOT NULL,
	"unit" text NOT NULL,
	"count_of" text DEFAULT '' NOT NULL,
	"per" integer,
	"polarity" text NOT NULL,
	"numerator" text DEFAULT '' NOT NULL,
	"numerator_source" text DEFAULT '' NOT NULL,
	"denominator" text DEFAULT '' NOT NULL,
	"denominator_source" text DEFAULT '' NOT NULL,
	"decimals" smallint,
	"scale" text[] DEFAULT '{}' NOT NULL,
	"baseline" text,
	"baseline_value" numeric(18, 6),
	"baseline_on" date,
	"target" text,
	"target_value" numeric(18, 6),
	"target_on" date,
	"target_tolerance" numeric(18, 6),
	"comparators" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "measures_ref" UNIQUE("plan_id","ref"),
	CONSTRAINT "measures_unit" CHECK ("unit" in ('count', 'percent', 'rate', 'ratio', 'judgement', 'percentagePoints', 'days', 'currency', 'grade', 'words')),
	CONSTRAINT "measures_polarity" CHECK ("polarity" in ('higherIsBetter', 'lowerIsBetter', 'nearTarget', 'contextOnly'))
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"measure_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"as_at_on" date NOT NULL,
	"period_start_on" date,
	"precision" text NOT NULL,
	"date_basis" text NOT NULL,
	"published" text,
	"value" numeric(18, 6),
	"numerator" numeric(18, 6),
	"denominator" numeric(18, 6),
	"denominator_source" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"caveat" text DEFAULT '' NOT NULL,
	"distribution" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"rank" jsonb,
	"source" text DEFAULT '' NOT NULL,
	"source_ref" text,
	"revision" integer NOT NULL,
	"supersedes_id" uuid,
	"reason" text,
	"small_count_acknowledged" boolean NOT NULL,
	"recorded_by" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "observations_supersedes" UNIQUE("supersedes_id"),
	CONSTRAINT "observations_kind" CHECK ("kind" in ('figure', 'claim')),
	CONSTRAINT "observations_precision" CHECK ("precision" in ('day', 'month', 'quarter', 'year')),
	CONSTRAINT "observations_date_basis" CHECK ("date_basis" in ('stated', 'periodEnd', 'reportDate', 'inferred')),
	CONSTRAINT "observations_status" CHECK ("status" in ('provisional', 'validated', 'notStated', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"action_id" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "decisions_number" UNIQUE("meeting_id","number")
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"held_on" date NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"pack_id" uuid,
	"cut_off_at" timestamp (3) with time zone,
	"issued_on" date,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "meetings_number" UNIQUE("plan_id","number"),
	CONSTRAINT "meetings_state" CHECK ("state" in ('scheduled', 'frozen', 'issued', 'closed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "packs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"meeting_id" uuid NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"contents" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"post" text DEFAULT '' NOT NULL,
	"agency_id" uuid,
	"left_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"administrator" boolean DEFAULT false NOT NULL,
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
	"tally" integer DEFAULT 0 NOT NULL,
	"successor_id" uuid,
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
	"digest_weekday" smallint DEFAULT 1 NOT NULL,
	"digest_hour" smallint DEFAULT 8 NOT NULL,
	"bank_holidays" text DEFAULT 'englandAndWales' NOT NULL,
	"earlier_slots" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"escalate_lead_days" smallint DEFAULT 5 NOT NULL,
	"escalate_chair_days" smallint DEFAULT 10 NOT NULL,
	"escalate_agenda_days" smallint DEFAULT 20 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plans_state" CHECK ("state" in ('draft', 'submitted', 'active', 'closed')),
	CONSTRAINT "plans_closure" CHECK ("closure" in ('twoKeys', 'oneKey')),
	CONSTRAINT "plans_bank_holidays" CHECK ("bank_holidays" in ('englandAndWales', 'scotland', 'northernIreland')),
	CONSTRAINT "plans_digest_weekday" CHECK (digest_weekday between 1 and 5),
	CONSTRAINT "plans_digest_hour" CHECK (digest_hour between 0 and 23 and digest_hour <> 1),
	CONSTRAINT "plans_escalation" CHECK (0 < escalate_lead_days and escalate_lead_days <= escalate_chair_days and escalate_chair_days <= escalate_agenda_days)
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
	"tally" integer DEFAULT 0 NOT NULL,
	"outcome_note" text DEFAULT '' NOT NULL,
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
CREATE TABLE "seals" (
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"event_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "seals_plan_id_position_pk" PRIMARY KEY("plan_id","position"),
	CONSTRAINT "seals_event" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"method" text NOT NULL,
	"browser" text DEFAULT '' NOT NULL,
	"renew" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sessions_id" UNIQUE("id"),
	CONSTRAINT "sessions_method" CHECK ("method" in ('demonstration', 'emailCode', 'singleSignOn'))
);
--> statement-breakpoint
CREATE TABLE "sign_in_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"holder_hash" text NOT NULL,
	"source" text NOT NULL,
	"tries_left" smallint NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"mailed_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "sign_in_codes_holder" UNIQUE("holder_hash")
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
ALTER TABLE "api_sessions" ADD CONSTRAINT "api_sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_api_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."api_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_deputy_id_people_id_fk" FOREIGN KEY ("deputy_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_priority_id_priorities_id_fk" FOREIGN KEY ("priority_id") REFERENCES "public"."priorities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packs" ADD CONSTRAINT "packs_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "horizons" ADD CONSTRAINT "horizons_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "priorities" ADD CONSTRAINT "priorities_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "priorities" ADD CONSTRAINT "priorities_lead_id_people_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_contributors_person" ON "action_contributors" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "action_recommendations_recommendation" ON "action_recommendations" USING btree ("recommendation_id");--> statement-breakpoint
CREATE INDEX "actions_due" ON "actions" USING btree ("due_on","id");--> statement-breakpoint
CREATE INDEX "actions_plan_due" ON "actions" USING btree ("plan_id",coalesce(due_on, 'infinity'::date),"id");--> statement-breakpoint
CREATE INDEX "actions_plan_updated" ON "actions" USING btree ("plan_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "actions_words" ON "actions" USING gin (to_tsvector('english', ref || ' ' || replace(ref, '.', ' ') || ' ' || title || ' ' || description));--> statement-breakpoint
CREATE INDEX "actions_owner" ON "actions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "actions_priority" ON "actions" USING btree ("priority_id");--> statement-breakpoint
CREATE INDEX "blockers_action" ON "blockers" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "criteria_action" ON "criteria" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "criteria_words" ON "criteria" USING gin (to_tsvector('english', text));--> statement-breakpoint
CREATE INDEX "evidence_action" ON "evidence" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "extensions_action" ON "extensions" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "milestones_action" ON "milestones" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "updates_action" ON "updates" USING btree ("action_id","version");--> statement-breakpoint
CREATE INDEX "api_sessions_person" ON "api_sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "api_tokens_person" ON "api_tokens" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_session" ON "refresh_tokens" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("next_try_at") WHERE state in ('queued', 'sending', 'handedOff');--> statement-breakpoint
CREATE INDEX "deliveries_created" ON "deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_week" ON "deliveries" USING btree ("week","slot");--> statement-breakpoint
CREATE INDEX "deliveries_person" ON "deliveries" USING btree ("person_id","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "deputies_one_at_a_time" ON "deputies" USING btree ("owner_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "deputies_deputy" ON "deputies" USING btree ("deputy_id");--> statement-breakpoint
CREATE INDEX "events_plan" ON "events" USING btree ("plan_id","at");--> statement-breakpoint
CREATE INDEX "files_action" ON "files" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_expires" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "measures_plan" ON "measures" USING btree ("plan_id","position","id");--> statement-breakpoint
CREATE INDEX "observations_measure" ON "observations" USING btree ("measure_id","as_at_on","id");--> statement-breakpoint
CREATE INDEX "decisions_action" ON "decisions" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "packs_meeting" ON "packs" USING btree ("meeting_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "memberships_person" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "priorities_lead" ON "priorities" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_codes_email" ON "sign_in_codes" USING btree ("email","asked_at");--> statement-breakpoint
CREATE INDEX "sign_in_codes_source" ON "sign_in_codes" USING btree ("source","asked_at");--> statement-breakpoint
CREATE INDEX "sign_in_codes_asked" ON "sign_in_codes" USING btree ("asked_at");