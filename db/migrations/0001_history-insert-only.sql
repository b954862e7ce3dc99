-- The history is appended to and never changed. The trigger and the missing rights stop mistakes, and whoever
-- does not own the tables; the seals show what an owner or a superuser did all the same.
create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  raise exception 'the history is append-only: % on % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger events_append_only before update or delete or truncate on events
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
revoke update, delete, truncate on events from current_user;
--> statement-breakpoint
create trigger seals_append_only before update or delete or truncate on seals
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
revoke update, delete, truncate on seals from current_user;
--> statement-breakpoint
-- Whoever waits for emails to send, in any process, is told that there are new ones; never by a statement that
-- found none to add, or a sender that looks for work would wake itself for ever.
create function tell_of_new_deliveries() returns trigger language plpgsql as $$
begin
  if exists (select from added) then
    perform pg_notify('waymark_deliveries', '');
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger deliveries_tell after insert on deliveries referencing new table as added
  for each statement execute function tell_of_new_deliveries();
--> statement-breakpoint
-- What was published stays as it was recorded: a correction is a further row.
create trigger observations_append_only before update or delete or truncate on observations
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
revoke update, delete, truncate on observations from current_user;
--> statement-breakpoint
-- Whoever leaves is out at once, by whatever way they had signed in, and is not let in again by coming back. So is
-- whoever holds an address that is no longer the person's.
create function end_access() returns trigger language plpgsql as $$
begin
  delete from sessions where person_id = new.id;
  delete from identities where person_id = new.id and lower(new.email) <> lower(old.email);
  update api_sessions set ended_at = now() where person_id = new.id and ended_at is null;
  update api_tokens set revoked_at = now() where person_id = new.id and revoked_at is null;
  return null;
end
$$;
--> statement-breakpoint
create trigger people_access after update of left_on, email on people
  for each row when ((new.left_on is not null and old.left_on is null) or lower(new.email) <> lower(old.email))
  execute function end_access();
--> statement-breakpoint
-- A session that was given out under other roles gets a new cookie.
create function renew_sessions_of_members() returns trigger language plpgsql as $$
begin
  update sessions set renew = true where person_id in (old.person_id, new.person_id);
  return null;
end
$$;
--> statement-breakpoint
create trigger memberships_renew_sessions after insert or update or delete on memberships
  for each row execute function renew_sessions_of_members();
--> statement-breakpoint
create trigger sign_in_codes_tell after insert on sign_in_codes referencing new table as added
  for each statement execute function tell_of_new_deliveries();
--> statement-breakpoint
create trigger packs_append_only before update or delete or truncate on packs
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
revoke update, delete, truncate on packs from current_user;
--> statement-breakpoint
-- Ends a statement that found something else than it was decided on, so that none of its parts is kept.
create function must(ok boolean) returns boolean language plpgsql as $$
begin
  if ok is not true then
    raise exception 'what the change was decided on has changed meanwhile' using errcode = 'WM001';
  end if;
  return true;
end
$$;
