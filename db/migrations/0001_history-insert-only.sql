-- The history is appended to and never changed. The trigger stops every role that is not a superuser playing
-- with triggers; the revoked rights stop the application's role before it gets that far.
create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  raise exception 'the history is append-only: % on events is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger events_append_only before update or delete or truncate on events
  for each statement execute function refuse_change_of_history();
--> statement-breakpoint
revoke update, delete, truncate on events from current_user;
