-- Written by hand. Where the console signs in as a role that does not own the tables (DATABASE_OWNER_URL), that role writes events
-- and can do nothing else with them: links and cuts are made with the owner's rights, by these functions alone.
ALTER FUNCTION certmap_link_event() SECURITY DEFINER;
ALTER FUNCTION certmap_link_event() SET search_path FROM CURRENT;

-- Removes the events that a signed cut covers; the trigger refuses any other.
CREATE FUNCTION certmap_cut_events(up_to bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DELETE FROM "AuditEvent" e USING "AuditLink" l WHERE l."eventId" = e.id AND l.number <= up_to
$$;
