ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_kind";--> statement-breakpoint
DROP INDEX "people_email";--> statement-breakpoint
ALTER TABLE "actions" ADD COLUMN "same_ref" text collate "C";--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "same_name" text collate "C";--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "same_ref" text collate "C";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "mailbox" text collate "C";--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "same_ref" text collate "C";--> statement-breakpoint
ALTER TABLE "priorities" ADD COLUMN "same_ref" text collate "C";--> statement-breakpoint
ALTER TABLE "sign_in_codes" ADD COLUMN "letters" text;--> statement-breakpoint
CREATE INDEX "deliveries_failed_invitations" ON "deliveries" USING btree ("person_id") WHERE kind = 'invitation' and state = 'failed';--> statement-breakpoint
CREATE INDEX "events_role" ON "events" USING btree ((payload ->> 'personId')) WHERE event in ('addMember', 'changeRole', 'removeMember');--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_same_ref" UNIQUE("plan_id","same_ref");--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_same_name" UNIQUE("same_name");--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_same_ref" UNIQUE("plan_id","same_ref");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_mailbox" UNIQUE("mailbox");--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_same_ref" UNIQUE("plan_id","same_ref");--> statement-breakpoint
ALTER TABLE "priorities" ADD CONSTRAINT "priorities_same_ref" UNIQUE("plan_id","same_ref");--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_kind" CHECK ("kind" in ('weeklyDigest', 'ownerDigest', 'deputyDigest', 'leadDigest', 'chairDigest', 'administratorDigest', 'assigned', 'submitted', 'returned', 'endorsed', 'signedOff', 'extensionRequested', 'extensionGranted', 'extensionRefused', 'packIssued', 'signInCode', 'invitation', 'addressChanged', 'roleChanged', 'deputyEnded'));