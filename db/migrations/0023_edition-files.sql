CREATE TABLE "edition_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"edition_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"is_public" boolean NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "edition_files_form" UNIQUE("edition_id","kind","is_public"),
	CONSTRAINT "edition_files_kind" CHECK ("kind" in ('word', 'pdf'))
);
--> statement-breakpoint
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
ALTER TABLE "edition_files" ADD CONSTRAINT "edition_files_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_templates" ADD CONSTRAINT "word_templates_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_templates" ADD CONSTRAINT "word_templates_set_by_people_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Files are written once, like the editions that they are made of, and go with what is taken out of those: never
-- otherwise. Two statements that meet at an edition take turns at its row, so that no file of the old texts is left.
create function drop_files_of_edition() returns trigger language plpgsql as $$
begin
  delete from edition_files where edition_id = new.id;
  return null;
end
$$;
--> statement-breakpoint
create trigger editions_files after update on editions
  for each row execute function drop_files_of_edition();
--> statement-breakpoint
create function refuse_deletion_without_redaction() returns trigger language plpgsql as $$
begin
  if not exists (select from events where event = 'redact' and xmin = pg_current_xact_id()::xid
    and payload->'copies' ? old.edition_id::text)
  then
    raise exception 'the history is append-only: % on % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger edition_files_redacted_only after delete on edition_files
  for each row execute function refuse_deletion_without_redaction();
--> statement-breakpoint
create trigger edition_files_append_only before update or truncate on edition_files
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
revoke update, truncate on edition_files from current_user;
