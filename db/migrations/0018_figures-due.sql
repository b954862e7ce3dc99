ALTER TABLE "measures" ADD COLUMN "supplier_id" uuid;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "every" text;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "due_from_on" date;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "due_after_days" smallint DEFAULT 14 NOT NULL;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_supplier_id_people_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "measures_supplier" ON "measures" USING btree ("supplier_id") WHERE "measures"."supplier_id" is not null;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_every" CHECK ("every" in ('month', 'quarter', 'yearToMarch', 'yearToAugust', 'yearToDecember'));--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_kind";--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_kind" CHECK ("kind" in ('weeklyDigest', 'ownerDigest', 'supplierDigest', 'deputyDigest', 'leadDigest', 'chairDigest', 'administratorDigest', 'assigned', 'submitted', 'returned', 'endorsed', 'signedOff', 'extensionRequested', 'extensionGranted', 'extensionRefused', 'packIssued', 'signInCode', 'invitation', 'addressChanged', 'roleChanged', 'deputyEnded'));