ALTER TABLE "measures" ADD COLUMN "run_length" smallint DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "fewest_points" smallint DEFAULT 13 NOT NULL;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "screen_moving_ranges" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "beyond_counts" boolean DEFAULT true NOT NULL;