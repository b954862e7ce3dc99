-- Passkeys go with every other way in: whoever leaves, or is given another address, is invited and adds them anew.
create or replace function end_access() returns trigger language plpgsql as $$
begin
  delete from sessions where person_id = new.id;
  delete from passkeys where person_id = new.id;
  delete from passkey_challenges where person_id = new.id;
  delete from identities where person_id = new.id and lower(new.email) <> lower(old.email);
  update api_sessions set ended_at = now() where person_id = new.id and ended_at is null;
  update api_tokens set revoked_at = now() where person_id = new.id and revoked_at is null;
  return null;
end
$$;
--> statement-breakpoint
-- A session that was given out before somebody became an administrator, or ceased to be one, gets a new cookie too.
create function renew_sessions_of_person() returns trigger language plpgsql as $$
begin
  update sessions set renew = true where person_id = new.id;
  return null;
end
$$;
--> statement-breakpoint
create trigger people_administrator_renew_sessions after update of administrator on people
  for each row when (new.administrator is distinct from old.administrator)
  execute function renew_sessions_of_person();
