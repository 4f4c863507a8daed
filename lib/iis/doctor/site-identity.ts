import { type Check, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";

export const siteIdentity: Check = {
  id: "site-identity",
  title: "The site is there under its name",
  group: "site",
  why: "The configuration stands under the site's name. After a rename it belongs to nobody, and the renamed site has no mappings: 401.2, or whatever else lets people in.",
  statuses: ["401.2"],
  sure: "documented",
  source: "Microsoft Learn: location element of applicationHost.config; site element (id, name)",
  byHand: () => "Get-Website | Format-Table Id, Name, State",
  look({ inventory, site, siteId, siteName }) {
    if (inventory === null || inventory.unreadable !== undefined)
      return unknown("The agent has not reported the server's sites yet.");
    const byId = siteId === null ? undefined : inventory.sites.find(({ id }) => id === siteId);
    if (site === null)
      return byId
        ? problem(
            `The site with id ${siteId} is called ${byId.name} now; there is no ${siteName}.`,
            `Push the site config to ${byId.name}, or give the site its old name again.`,
          )
        : problem(
            `The server has no site ${siteName}.`,
            "Create the site again, or push to the one that took its place.",
          );
    if (siteId !== null && site.id !== siteId)
      return problem(
        byId
          ? `${siteName} has id ${site.id}; the site that this was set up for has id ${siteId} and is called ${byId.name} now.`
          : `${siteName} has id ${site.id}; the site that this was set up for had id ${siteId} and is gone.`,
        "Make sure that the mappings belong to this site before the next push. A push by a person takes the new id over.",
      );
    if (site.state !== undefined && site.state !== "Started")
      return warning(`${site.name} has id ${site.id} and is ${site.state.toLowerCase()}.`, "Start the site.");
    return fine(`${site.name} has id ${site.id}${site.state === undefined ? "" : " and is started"}.`);
  },
};
