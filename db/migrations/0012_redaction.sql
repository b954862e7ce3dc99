ALTER TABLE "events" ADD COLUMN "salt" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "taken_out_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "events_redactions" ON "events" USING btree ("plan_id","id") WHERE event = 'redact';
--> statement-breakpoint
-- Every row of the history from now on is sealed with something that no person can guess.
create function salt_event() returns trigger language plpgsql as $$
begin
  new.salt := gen_random_uuid();
  return new;
end
$$;
--> statement-breakpoint
create trigger events_salt before insert on events for each row execute function salt_event();
--> statement-breakpoint
-- What must not be there can be taken out of the texts of what is written once: by a row of the history that the same
-- statement adds and that names what it changed. All else is refused as before.
create function refuse_change_without_redaction() returns trigger language plpgsql as $$
declare
  texts text[] := case tg_table_name when 'events' then '{payload,after,salt}'
    when 'packs' then '{contents}'
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
drop trigger events_append_only on events;
--> statement-breakpoint
create trigger events_append_only before delete or truncate on events
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
create trigger events_redacted_only after update on events
  for each row execute function refuse_change_without_redaction();
--> statement-breakpoint
grant update (payload, after, salt) on events to current_user;
--> statement-breakpoint
drop trigger packs_append_only on packs;
--> statement-breakpoint
create trigger packs_append_only before delete or truncate on packs
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
create trigger packs_redacted_only after update on packs
  for each row execute function refuse_change_without_redaction();
--> statement-breakpoint
grant update (contents) on packs to current_user;
--> statement-breakpoint
drop trigger observations_append_only on observations;
--> statement-breakpoint
create trigger observations_append_only before delete or truncate on observations
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
create trigger observations_redacted_only after update on observations
  for each row execute function refuse_change_without_redaction();
--> statement-breakpoint
grant update (published, caveat, denominator_source, distribution, rank, source, source_ref, reason) on observations to current_user;
