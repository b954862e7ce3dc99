ALTER TABLE "plans" DROP CONSTRAINT "plans_state";--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_state" CHECK ("state" in ('draft', 'submitted', 'active', 'closed', 'withdrawn'));