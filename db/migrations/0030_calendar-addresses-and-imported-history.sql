CREATE TABLE "calendar_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" uuid,
	CONSTRAINT "calendar_addresses_hash" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "imported" jsonb;--> statement-breakpoint
ALTER TABLE "calendar_addresses" ADD CONSTRAINT "calendar_addresses_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_addresses" ADD CONSTRAINT "calendar_addresses_revoked_by_people_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_addresses_person" ON "calendar_addresses" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_addresses_one_at_a_time" ON "calendar_addresses" USING btree ("person_id") WHERE revoked_at is null;
--> statement-breakpoint
-- A calendar's address goes with every other way in: whoever leaves, or is given another address, makes one anew.
create or replace function end_access() returns trigger language plpgsql as $$
begin
  delete from sessions where person_id = new.id;
  delete from passkeys where person_id = new.id;
  delete from passkey_challenges where person_id = new.id;
  delete from identities where person_id = new.id and lower(new.email) <> lower(old.email);
  update api_sessions set ended_at = now() where person_id = new.id and ended_at is null;
  update api_tokens set revoked_at = now() where person_id = new.id and revoked_at is null;
  update calendar_addresses set revoked_at = now() where person_id = new.id and revoked_at is null;
  return null;
end
$$;
