CREATE TABLE "editions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"issued_by" uuid NOT NULL,
	"correction" text,
	"contents" jsonb NOT NULL,
	"public_contents" jsonb,
	CONSTRAINT "editions_number" UNIQUE("report_id","number")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"template" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"for_on" date NOT NULL,
	"cut_off_on" date NOT NULL,
	"portfolio" text DEFAULT '' NOT NULL,
	"contact" text DEFAULT '' NOT NULL,
	"approver_id" uuid,
	"approver_post" text DEFAULT '' NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"meeting_id" uuid,
	"edition" integer DEFAULT 0 NOT NULL,
	"correction" text,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"tally" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reports_number" UNIQUE("plan_id","number"),
	CONSTRAINT "reports_state" CHECK ("state" in ('draft', 'commissioned', 'inReview', 'approved', 'issued', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "sections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"heading" text NOT NULL,
	"guidance" text DEFAULT '' NOT NULL,
	"measure_ids" uuid[] DEFAULT '{}' NOT NULL,
	"priority_ids" uuid[] DEFAULT '{}' NOT NULL,
	"exempt_paragraph" smallint,
	"exempt_reason" text DEFAULT '' NOT NULL,
	"author_id" uuid,
	"due_on" date,
	"text" text DEFAULT '' NOT NULL,
	"kept" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sent_back" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sections_number" UNIQUE("report_id","number"),
	CONSTRAINT "sections_kind" CHECK ("kind" in ('narrative', 'performance', 'grades', 'inspections', 'priorities', 'actions', 'planOnAPage', 'changes', 'recommendations', 'standing', 'signature')),
	CONSTRAINT "sections_state" CHECK ("state" in ('waiting', 'written', 'accepted'))
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject_kind";--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_issued_by_people_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_approver_id_people_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reports_meeting" ON "reports" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "sections_author" ON "sections" USING btree ("author_id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject_kind" CHECK ("subject_kind" in ('plan', 'priority', 'measure', 'action', 'milestone', 'blocker', 'extension', 'person', 'meeting', 'inspection', 'report', 'section'));
--> statement-breakpoint
-- Editions are written once, like packs: only a redaction takes texts out of them.
create or replace function refuse_change_without_redaction() returns trigger language plpgsql as $$
declare
  texts text[] := case tg_table_name when 'events' then '{payload,after,salt}'
    when 'packs' then '{contents}'
    when 'editions' then '{contents,public_contents,correction}'
    else '{published,caveat,denominator_source,distribution,rank,source,source_ref,reason}' end;
begin
  if to_jsonb(new) - texts is distinct from to_jsonb(old) - texts or not exists (
    select from events where event = 'redact' and xmin = pg_current_xact_id()::xid
      and (payload->'digests' ? new.id::text or payload->'copies' ? new.id::text))
  then
    raise exception 'the history is append-only: % on % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger editions_append_only before delete or truncate on editions
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
create trigger editions_redacted_only after update on editions
  for each row execute function refuse_change_without_redaction();
--> statement-breakpoint
revoke update, delete, truncate on editions from current_user;
--> statement-breakpoint
grant update (contents, public_contents, correction) on editions to current_user;
