ALTER TABLE "decisions" ADD COLUMN "agenda_item_id" uuid;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "starts_at" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "ends_at" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "agenda" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "agenda_proposed" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "attendance" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "others" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_times" CHECK (ends_at is null or (starts_at is not null and starts_at < ends_at));