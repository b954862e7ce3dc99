CREATE TABLE "decision_records" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"resolved" text[] NOT NULL,
	"reasons" text DEFAULT '' NOT NULL,
	"alternatives" text DEFAULT '' NOT NULL,
	"interests" text DEFAULT '' NOT NULL,
	"dispensations" text DEFAULT '' NOT NULL,
	"decider" text DEFAULT 'body' NOT NULL,
	"decision_maker" text NOT NULL,
	"decided_on" date NOT NULL,
	"meeting_id" uuid,
	"agenda_item" text DEFAULT '' NOT NULL,
	"key_kind" text DEFAULT 'notKey' NOT NULL,
	"notice_on" date,
	"notice_reason" text DEFAULT '' NOT NULL,
	"urgency_agreed_by" text DEFAULT '' NOT NULL,
	"call_in_exempt" boolean DEFAULT false NOT NULL,
	"exemption_reason" text DEFAULT '' NOT NULL,
	"exemption_agreed_by" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"published_on" date,
	"call_in" jsonb,
	"call_in_until" timestamp (3) with time zone,
	"effective_at" timestamp (3) with time zone,
	"called_in_on" date,
	"called_in_by" text DEFAULT '' NOT NULL,
	"called_in_reason" text DEFAULT '' NOT NULL,
	"settled_on" date,
	"settled_reason" text DEFAULT '' NOT NULL,
	"resolved_before" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "decision_records_ref" UNIQUE("plan_id","ref"),
	CONSTRAINT "decision_records_decider" CHECK ("decider" in ('body', 'post')),
	CONSTRAINT "decision_records_key_kind" CHECK ("key_kind" in ('notKey', 'noticeGiven', 'generalException', 'specialUrgency')),
	CONSTRAINT "decision_records_state" CHECK ("state" in ('recorded', 'published', 'effective', 'calledIn', 'confirmed', 'changed'))
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject_kind";--> statement-breakpoint
ALTER TABLE "actions" ADD COLUMN "decision_id" uuid;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "call_in_days" smallint DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "call_in_kind" text DEFAULT 'working' NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "call_in_hour" smallint DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "call_in_who" text DEFAULT 'The councillors whom the constitution of the council names' NOT NULL;--> statement-breakpoint
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_records_plan" ON "decision_records" USING btree ("plan_id","decided_on","id");--> statement-breakpoint
CREATE INDEX "decision_records_meeting" ON "decision_records" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "decision_records_title_words" ON "decision_records" USING gin (search_words("ref", "title"));--> statement-breakpoint
CREATE INDEX "decision_records_text_words" ON "decision_records" USING gin (search_words(variadic array["reasons", "alternatives", "decision_maker"] || "resolved"));--> statement-breakpoint
CREATE INDEX "actions_decision" ON "actions" USING btree ("decision_id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject_kind" CHECK ("subject_kind" in ('plan', 'priority', 'measure', 'action', 'milestone', 'blocker', 'extension', 'person', 'meeting', 'inspection', 'report', 'section', 'decision'));--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_call_in_kind" CHECK ("call_in_kind" in ('working', 'calendar'));--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_call_in" CHECK (call_in_days > 0 and call_in_hour between 1 and 24);--> statement-breakpoint
-- What meetings decided before there was a register stands in it as recorded, under the number that the minutes quote.
-- A line of the minutes is a resolution; the first of them is the title until somebody gives it one.
insert into decision_records (id, plan_id, ref, title, resolved, decision_maker, decided_on, meeting_id, state, version, created_at, updated_at)
select decisions.id, meetings.plan_id, meetings.number || '.' || decisions.number,
  case when length(lines.all[1]) > 100 then rtrim(left(lines.all[1], 99)) || '…' else lines.all[1] end, lines.all,
  'The board', meetings.held_on, meetings.id, 'recorded', 1, decisions.recorded_at, decisions.recorded_at
from decisions join meetings on meetings.id = decisions.meeting_id
cross join lateral (select coalesce(array_agg(btrim(line) order by nth) filter (where btrim(line) <> ''), array[decisions.text]) as "all"
  from regexp_split_to_table(decisions.text, '[\n\r]+') with ordinality each (line, nth)) lines;
--> statement-breakpoint
insert into events (id, plan_id, subject_kind, subject_id, aggregate_id, version, event, from_state, to_state, actor_id, at, payload, after)
select gen_random_uuid(), plan_id, 'decision', record.id, record.id, 1, 'record', null, 'recorded', decisions.recorded_by, record.created_at, '{}',
  jsonb_build_object('id', record.id, 'planId', plan_id, 'ref', ref, 'title', title, 'resolved', resolved, 'reasons', '', 'alternatives', '',
    'interests', '', 'dispensations', '', 'decider', 'body', 'decisionMaker', decision_maker, 'decidedOn', decided_on, 'agendaItem', '')
  || jsonb_build_object('meetingId', record.meeting_id, 'keyKind', 'notKey', 'noticeOn', null, 'noticeReason', '', 'urgencyAgreedBy', '',
    'callInExempt', false, 'exemptionReason', '', 'exemptionAgreedBy', '', 'state', state, 'version', 1, 'publishedOn', null)
  || jsonb_build_object('callIn', null, 'callInUntil', null, 'effectiveAt', null, 'calledInOn', null, 'calledInBy', '', 'calledInReason', '',
    'settledOn', null, 'settledReason', '', 'resolvedBefore', '[]'::jsonb,
    'createdAt', to_char(record.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'updatedAt', to_char(record.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
from decision_records record join decisions on decisions.id = record.id;
