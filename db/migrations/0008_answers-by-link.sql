ALTER TABLE "updates" ADD COLUMN "via" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "link_lines" jsonb;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "answers_by_link" boolean DEFAULT false NOT NULL;