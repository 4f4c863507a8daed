-- Written by hand: search inside text by trigrams. The extension comes with PostgreSQL (contrib) and is trusted: whoever may create tables in
-- this database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "authorityKeyIdentifier" TEXT,
ADD COLUMN     "clientAuth" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "email" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "isCa" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "issuerKey" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "keySha256" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "owner" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "reading" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "selfIssued" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sid" TEXT,
ADD COLUMN     "subjectKey" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "subjectKeyIdentifier" TEXT,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "upnKeys" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "Certificate_owner_idx" ON "Certificate"("owner");

-- CreateIndex
CREATE INDEX "Certificate_tags_idx" ON "Certificate" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "Certificate_upnKeys_idx" ON "Certificate" USING GIN ("upnKeys");

-- CreateIndex
CREATE INDEX "Certificate_searchText_idx" ON "Certificate" USING GIN ("searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Certificate_subjectKey_idx" ON "Certificate"("subjectKey");

-- CreateIndex
CREATE INDEX "Certificate_issuerKey_idx" ON "Certificate"("issuerKey");

-- CreateIndex
CREATE INDEX "Certificate_keySha256_idx" ON "Certificate"("keySha256");

-- CreateIndex
CREATE INDEX "Certificate_subjectKeyIdentifier_idx" ON "Certificate" USING HASH ("subjectKeyIdentifier");

-- CreateIndex
CREATE INDEX "Certificate_authorityKeyIdentifier_idx" ON "Certificate" USING HASH ("authorityKeyIdentifier");

-- CreateIndex
CREATE INDEX "Certificate_reading_idx" ON "Certificate"("reading");

-- Written by hand: what a search looks at follows the row, whoever writes it.
CREATE FUNCTION certmap_certificate_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."searchText" := concat_ws(E'\n', NEW."displayName", NEW."subject", NEW."issuer", NEW."serialNumber", NEW."sha1", NEW."sha256",
    NEW."sid", array_to_string(NEW."upn", E'\n'), array_to_string(NEW."email", E'\n'), NEW."owner",
    array_to_string(NEW."tags", E'\n'), NEW."notes");
  RETURN NEW;
END
$$;

CREATE TRIGGER "Certificate_search_text" BEFORE INSERT OR UPDATE ON "Certificate"
  FOR EACH ROW EXECUTE FUNCTION certmap_certificate_search_text();

ALTER TABLE "Certificate"
  ADD CONSTRAINT "Certificate_owner_length" CHECK (char_length("owner") <= 200),
  ADD CONSTRAINT "Certificate_notes_length" CHECK (char_length("notes") <= 10000),
  ADD CONSTRAINT "Certificate_tags_count" CHECK (cardinality("tags") <= 50);

-- The rows that are there already get their search text now; what is read from the DER follows in the background (`reading` is 0).
UPDATE "Certificate" SET "reading" = 0;
